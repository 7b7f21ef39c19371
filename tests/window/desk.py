"""A desk to drive the real window from: a virtual screen, an accessibility bus, keys in, pictures and names out.

The story presses keys as a person does, and waits for and checks what a screen reader would be told. Nothing here
reaches into the program. Keys go through xdotool; names and roles come over AT-SPI.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


class Missing(AssertionError):
    """Something that should be on the screen did not come."""


def on_a_bus_of_its_own():
    """Runs this script again inside a private session bus, unless it is there already."""
    if os.environ.get("TANDEM_DESK_BUS") != "1":
        os.environ["TANDEM_DESK_BUS"] = "1"
        os.execvp("dbus-run-session", ["dbus-run-session", "--", "/usr/bin/python3", *sys.argv])


class Desk:
    """One virtual screen with one accessibility bus; programs are started on it and driven by keys."""

    def __init__(self, width=1600, height=860):
        self.size = (width, height)
        self.folder = tempfile.TemporaryDirectory(prefix="tandem-desk-")
        self.env = dict(os.environ)
        self.children = []
        self.program = None
        self.window = None
        self.presses = 0

    def __enter__(self):
        try:
            self._open()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
        self.folder.cleanup()

    def _open(self):
        reader, writer = os.pipe()
        screen = f"{self.size[0]}x{self.size[1]}x24"
        self._spawn(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
            pass_fds=(writer,)
        )
        os.close(writer)
        with os.fdopen(reader) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError("the virtual screen (Xvfb) did not start")
        home = pathlib.Path(self.folder.name)
        (home / "run").mkdir(mode=0o700)
        self.env.update(
            DISPLAY=f":{number}", HOME=str(home), XDG_RUNTIME_DIR=str(home / "run"), XDG_DATA_HOME=str(home / "data"),
            LIBGL_ALWAYS_SOFTWARE="1", LC_ALL="C.UTF-8", NO_AT_BRIDGE="0",
        )
        for name in ("WAYLAND_DISPLAY", "GTK_MODULES", "XAUTHORITY"):
            self.env.pop(name, None)
        os.environ.update(self.env)
        os.environ.pop("WAYLAND_DISPLAY", None)
        self._wake_accessibility()

    def _wake_accessibility(self):
        launcher = next((path for path in LAUNCHERS if os.path.exists(path)), None)
        if launcher is None:
            raise RuntimeError("at-spi2-core is not installed")
        self._spawn([launcher, "--launch-immediately"])
        # Without IsEnabled the program keeps its accessibility tree asleep.
        switch = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
                  "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"]
        self._until("the accessibility bus", 15,
                    lambda: subprocess.run(switch, env=self.env, capture_output=True, check=False).returncode == 0)
        import gi  # after the environment is set, which Atspi reads once

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi

        Atspi.init()
        Atspi.set_timeout(3000, 5000)
        self.atspi = Atspi

    def _spawn(self, command, **more):
        log = open(pathlib.Path(self.folder.name) / "log.txt", "ab")
        child = subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **more)
        log.close()
        self.children.append(child)
        return child

    def log(self):
        """What the programs on this desk have printed."""
        return (pathlib.Path(self.folder.name) / "log.txt").read_text(errors="replace")

    @staticmethod
    def _until(what, seconds, done):
        end = time.monotonic() + seconds
        while True:
            answer = done()
            if answer:
                return answer
            if time.monotonic() > end:
                raise Missing(f"waited {seconds} s for {what}")
            time.sleep(0.05)

    # ---- the program ---------------------------------------------------------------------------------------------

    def start(self, *command, seconds=30):
        """Starts the program, waits until its window is painted and listed, and gives it the keyboard."""
        self.program = self._spawn([str(part) for part in command])
        began = time.monotonic()
        self._until(f"the window of {command[0]}\n{self.log()}", seconds, self._find_window)
        self._until("its accessibility tree", seconds, lambda: self._application() and len(self.nodes()) > 1)
        self.focus_window()
        return time.monotonic() - began

    def _find_window(self):
        if self.program.poll() is not None:
            raise Missing(f"the program ended with {self.program.returncode}\n{self.log()}")
        found = self._xdotool("search", "--onlyvisible", "--pid", str(self.program.pid), check=False).split()
        self.window = found[-1] if found else None
        return self.window

    def focus_window(self):
        """There is no window manager, so the keyboard is handed over by hand."""
        self._xdotool("windowfocus", "--sync", self.window)

    def resize(self, width, height):
        """Gives the window another size, in pixels."""
        self._xdotool("windowmove", self.window, "0", "0", "windowsize", "--sync", self.window, str(width), str(height))
        time.sleep(0.3)

    def stop(self):
        """Asks the program to end and waits; returns its exit code."""
        self.program.terminate()
        return self.program.wait(10)

    def kill(self):
        """Ends the program as a power cut does."""
        self.program.kill()
        self.program.wait()

    def _xdotool(self, *words, check=True):
        done = subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"xdotool {' '.join(words[:3])}: {done.stderr.strip()}")
        return done.stdout

    # ---- keys in -------------------------------------------------------------------------------------------------

    def keys(self, *names):
        """Presses keys one after the other, each like `ctrl+n`, `Tab`, `3`, `Return`. Each counts as one press."""
        for name in names:
            self._xdotool("key", "--clearmodifiers", name)
            self.presses += 1
            time.sleep(0.06)

    def type(self, words):
        """Types words as they are. Each letter counts as a press."""
        self._xdotool("type", "--delay", "12", words)
        self.presses += len(words)
        time.sleep(0.1)

    def tab_to(self, name, role=None, most=60, key="Tab"):
        """Presses Tab (or `shift+Tab`) until the keyboard is on a node whose name matches; gives that node."""
        pattern = re.compile(name)
        for _ in range(most):
            node = self._settled_focus()
            if node and pattern.search(node["name"]) and role in (None, node["role"]):
                return node
            self.keys(key)
        raise Missing(f"Tab never came to `{name}`; on the screen is:\n{self.tree_text()}")

    def _settled_focus(self):
        """The node with the keyboard; a page that has just come is given a moment to place it."""
        for _ in range(10):
            node = self.focused()
            if node:
                break
            time.sleep(0.1)
        return node

    def press(self, name, role=None, key="Tab"):
        """Goes to a button or link by Tab (or from the end, by `shift+Tab`) and presses it."""
        self.tab_to(name, role, key=key)
        self.keys("Return")

    def choose(self, question, *digits):
        """Presses digits in a group of choices. A page that puts the keyboard there by itself is given time to."""
        pattern = re.compile(question)
        end = time.monotonic() + 3
        while time.monotonic() < end:
            node = self.focused()
            if node and pattern.search(node["name"]):
                break
            if self.find(question) and end - time.monotonic() < 1.5:
                break  # the question is there and the keyboard is not: on to it by Tab
            time.sleep(0.05)
        self.tab_to(question)
        time.sleep(0.4)  # a page that has just come ignores keys for 300 ms, so that no repeat chooses
        self.keys(*digits)

    def fill(self, name, words):
        """Goes to a field by Tab and types into it, in place of what is there."""
        self.tab_to(name)
        for _ in range(3):
            self.keys("ctrl+a")
            self.type(words)
            field = self.focused()
            if field is None or "\u2022" in field["text"] or field["text"].strip() in ("", words):
                return  # a hidden field shows no words, or dots
            time.sleep(0.3)
            field = self.focused()
            if field is None or field["text"].strip() == words:
                return
        raise Missing(f"`{name}` does not hold `{words}`; on the screen is:\n{self.tree_text()}")

    def read(self, pattern, seconds=20):
        """Waits for a text that matches and gives the first group, or all of it."""
        node = self.wait_for(pattern, seconds=seconds)
        found = re.search(pattern, node["name"]) or re.search(pattern, node["text"])
        return found.group(1) if found.groups() else found.group(0)

    # ---- names out -----------------------------------------------------------------------------------------------

    def _application(self):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            try:
                if child and child.get_process_id() == self.program.pid:
                    return child
            except Exception:  # an application that is just leaving the bus
                continue
        return None

    def nodes(self):
        """Every node of the window as a dictionary: depth, role, name, text, states."""
        found = []
        application = self._application()
        if application is not None:
            application.clear_cache()
            self._walk(application, 0, found)
        return found

    def _walk(self, node, depth, found):
        try:
            role = node.get_role_name().replace("push button", "button")  # renamed in newer AT-SPI
            text = ""
            if node.is_text() if hasattr(node, "is_text") else "Text" in node.get_interfaces():
                text = self.atspi.Text.get_text(node, 0, self.atspi.Text.get_character_count(node))
            states = {state.value_nick for state in node.get_state_set().get_states()}
            found.append({
                "depth": depth, "role": role, "name": node.get_name() or "",
                "description": node.get_description() or "", "text": text, "states": states,
            })
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is not None:
                    self._walk(child, depth + 1, found)
        except Exception as error:  # the screen changed under the walk; the next look will see it whole
            found.append({"depth": depth, "role": "gone", "name": "", "description": str(error), "text": "",
                          "states": set()})

    def find(self, name, role=None):
        """The first node whose name or text matches the pattern `name`, or None."""
        pattern = re.compile(name)
        for node in self.nodes():
            if (role is None or node["role"] == role) and (pattern.search(node["name"]) or pattern.search(node["text"])):
                return node
        return None

    def wait_for(self, name, role=None, seconds=20):
        """Waits for a node whose name or text matches; fails with what is on the screen instead."""
        try:
            return self._until(name, seconds, lambda: self.find(name, role))
        except Missing:
            self.picture(pathlib.Path(tempfile.gettempdir()) / "tandem-missing.png")
            raise Missing(f"waited {seconds} s for `{name}`; on the screen is:\n{self.tree_text()}") from None

    def wait_gone(self, name, seconds=20):
        """Waits until no node matches."""
        self._until(f"`{name}` to go", seconds, lambda: self.find(name) is None)

    def focused(self):
        """The node that has the keyboard, or None."""
        return next((node for node in self.nodes() if "focused" in node["states"] and node["role"] != "frame"), None)

    def tree_text(self):
        """The window as a screen reader is told it, indented."""
        lines = []
        for node in self.nodes():
            words = " | ".join(part for part in (node["name"], node["text"], node["description"]) if part)
            mark = "*" if "focused" in node["states"] else " "
            lines.append(f"{mark}{'  ' * node['depth']}{node['role']}: {words}")
        return "\n".join(lines)

    def forbid(self, *words):
        """Fails if any of the words is anywhere in the window's tree or title."""
        everything = self.tree_text() + self._xdotool("getwindowname", self.window)
        found = [word for word in words if word.lower() in everything.lower()]
        if found:
            raise AssertionError(f"on the screen, and must not be: {found}\n{everything}")

    def picture(self, path):
        """Saves what the screen shows."""
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        time.sleep(0.25)
        subprocess.run(["import", "-window", self.window or "root", str(path)], env=self.env, check=True)
