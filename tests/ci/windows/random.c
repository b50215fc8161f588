/* The one function of bcryptprimitives.dll that Rust's standard library calls. Wine has had it since version 9. */
typedef unsigned char byte;
__declspec(dllimport) byte __stdcall SystemFunction036(byte *, unsigned long); /* RtlGenRandom */

__declspec(dllexport) int __stdcall ProcessPrng(byte *to, unsigned long long length)
{
    for (; length > 65536; length -= 65536, to += 65536)
        SystemFunction036(to, 65536);
    return SystemFunction036(to, (unsigned long)length);
}
