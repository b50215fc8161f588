/* Holds a file open as a spreadsheet program does, until its input ends: others may read it, but not replace it. */
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **arguments)
{
    char byte;
    DWORD read;
    HANDLE file = count < 2 ? INVALID_HANDLE_VALUE
                            : CreateFileW(arguments[1], GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 1;
    puts("open");
    fflush(stdout);
    while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &read, NULL) && read > 0)
        ;
    return 0;
}
