"""Runs the git of this machine for git.exe under Wine: `git.py FOLDER` answers until it is stopped, and writes its port
to FOLDER/git.port."""
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading

# A path as Windows writes it: Wine shows the root of this machine as drive Z.
DRIVE = re.compile(r"(^|=|')(?:[\\/]{2}\?[\\/])?z:(?=[\\/]|$)", re.IGNORECASE)
# The command that prints paths.
PRINTS_PATHS = "rev-parse"


def plain(text):
    """A text in which a path of Windows is one of this machine."""
    return DRIVE.sub(r"\1", text).replace("\\", "/") or "/" if DRIVE.search(text) else text


def texts(stream):
    """A list of texts, each ended by a zero byte."""
    while True:
        text = bytearray()
        while (byte := stream.read(1)) != b"\0":
            if not byte:
                raise EOFError
            text += byte
        if not text:
            return
        yield "" if text == b"\1" else text.decode()


class Call:
    """One call of git.exe."""

    def __init__(self, line):
        self.line, self.turn = line, threading.Lock()
        stream = line.makefile("rb")
        folder, *arguments = texts(stream)
        variables = dict(text.split("=", 1) for text in texts(stream) if not text.startswith("="))
        variables["PATH"] = variables.pop("MACHINE_PATH", os.defpath)
        if home := variables.pop("MACHINE_HOME", ""):
            variables["HOME"] = home
        variables = {name: plain(value) for name, value in variables.items() if name.isidentifier()}
        self.prints_paths = PRINTS_PATHS in arguments
        program = shutil.which("git", path=variables["PATH"])
        self.git = subprocess.Popen(
            [program, *map(plain, arguments)],
            cwd=plain(folder),
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        threading.Thread(target=self.hand_over_input, args=[stream], daemon=True).start()

    def hand_over_input(self, stream):
        try:
            while piece := stream.read1(65536):
                self.git.stdin.write(piece)
                self.git.stdin.flush()
        except OSError:
            pass
        try:
            self.git.stdin.close()
        except OSError:
            pass

    def say(self, letter, number, piece=b""):
        with self.turn:
            self.line.sendall(letter + struct.pack("<I", number) + piece)

    def hand_back(self, letter, pipe):
        try:
            while piece := pipe.read1(65536):
                if self.prints_paths and letter == b"o":
                    piece = re.sub(rb"(?m)^(?=/)", b"Z:", piece)
                for start in range(0, len(piece), 65536):
                    part = piece[start : start + 65536]
                    self.say(letter, len(part), part)
        except OSError:
            self.git.kill()

    def run(self):
        pipes = [(b"o", self.git.stdout), (b"e", self.git.stderr)]
        threads = [threading.Thread(target=self.hand_back, args=pipe) for pipe in pipes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        status = self.git.wait()
        self.say(b"x", status if status >= 0 else 128 - status)


def answer(line):
    with line:
        try:
            Call(line).run()
        except (EOFError, OSError):
            pass


def main():
    folder = sys.argv[1]
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    with open(f"{folder}/git.port.new", "w") as file:
        print(listener.getsockname()[1], file=file)
    os.replace(f"{folder}/git.port.new", f"{folder}/git.port")
    while True:
        line, _ = listener.accept()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=answer, args=[line], daemon=True).start()


main()
