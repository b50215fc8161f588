/* git.exe under Wine: hands its call over to git.py, which runs the git of this machine.

   To it: the folder, the arguments and the variables, each ended by a zero byte, each list by one more; then the
   standard input. From it: pieces of both outputs and the status, each behind a letter and four bytes of length. */
#include <winsock2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static SOCKET line;

static void fail(const char *why)
{
    fprintf(stderr, "fatal: git.exe: %s\n", why);
    exit(128);
}

static void send_all(const char *bytes, int length)
{
    while (length > 0) {
        int sent = send(line, bytes, length, 0);
        if (sent <= 0)
            fail("the connection is lost");
        bytes += sent, length -= sent;
    }
}

static void receive_all(char *bytes, int length)
{
    while (length > 0) {
        int received = recv(line, bytes, length, 0);
        if (received <= 0)
            fail("the connection is lost");
        bytes += received, length -= received;
    }
}

static void send_text(const wchar_t *text)
{
    int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
    char *bytes = malloc(length);
    WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, length, NULL, NULL);
    send_all(bytes, length);
    free(bytes);
}

/* The number in the file beside this program. */
static int port(void)
{
    wchar_t path[MAX_PATH];
    int number = 0;
    GetModuleFileNameW(NULL, path, MAX_PATH);
    wcscpy(wcsrchr(path, L'\\') + 1, L"git.port");
    FILE *file = _wfopen(path, L"r");
    if (!file || fscanf(file, "%d", &number) != 1)
        fail("git.py does not run");
    fclose(file);
    return number;
}

static DWORD WINAPI hand_over_input(void *unused)
{
    char bytes[65536];
    DWORD length;
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    while (ReadFile(input, bytes, sizeof bytes, &length, NULL) && length > 0)
        send_all(bytes, length);
    shutdown(line, SD_SEND);
    return 0;
}

static void write_all(HANDLE to, const char *bytes, DWORD length)
{
    DWORD written;
    /* Where nobody reads any more, git would have ended as well. */
    while (length > 0 && WriteFile(to, bytes, length, &written, NULL))
        bytes += written, length -= written;
    if (length > 0)
        exit(141);
}

int wmain(int count, wchar_t **arguments)
{
    WSADATA data;
    wchar_t folder[32768];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    WSAStartup(MAKEWORD(2, 2), &data);
    address.sin_port = htons(port());
    line = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(line, (struct sockaddr *)&address, sizeof address))
        fail("git.py does not answer");

    GetCurrentDirectoryW(32768, folder);
    send_text(folder);
    for (int i = 1; i < count; i++)
        send_text(arguments[i][0] ? arguments[i] : L"\x01"); /* an empty text would end the list */
    send_all("", 1);
    for (wchar_t *variable = GetEnvironmentStringsW(); *variable; variable += wcslen(variable) + 1)
        send_text(variable);
    send_all("", 1);

    CreateThread(NULL, 0, hand_over_input, NULL, 0, NULL);
    for (;;) {
        unsigned char head[5];
        static char bytes[65536];
        receive_all((char *)head, 5);
        unsigned length = head[1] | head[2] << 8 | head[3] << 16 | (unsigned)head[4] << 24;
        if (head[0] == 'x')
            ExitProcess(length);
        if (length > sizeof bytes)
            fail("a piece is too long");
        receive_all(bytes, length);
        write_all(GetStdHandle(head[0] == 'o' ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE), bytes, length);
    }
}
