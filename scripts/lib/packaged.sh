# shellcheck shell=bash
# Tests of the packaged program as a program: on this machine, and on a system that has nothing but what a desktop has.

# True if dist/ holds the program of this source.
packaged_is_fresh() {
    local newer
    [ -f dist/SHA256SUMS ] || return 1
    newer=$(find app resources models packaging requirements echoflow.spec scripts/package scripts/lib/llama.sh \
        -newer dist/SHA256SUMS -type f ! -name '*.pyc' ! -name '*.qm' ! -name '*.gguf' -print -quit)
    [ -z "$newer" ]
}

# Prints the Debian packages that the program needs from a desktop, one a line: those the .deb depends on, PulseAudio's
# door for ALSA, and the host's keyboards.
desktop_packages() {
    PYTHONPATH=packaging .venv/bin/python - <<'PYTHON'
from pathlib import Path
from deb import depends
from elf import needs
for each in depends(needs(Path("dist/echoflow"))).split(", "):
    print(each.split(" ")[0])
PYTHON
    printf '%s\n' libasound2-plugins xkb-data
}

# Makes a bare root file system, if there is none, and sets bare_root. It is kept for the next time.
make_bare_root() {
    local packages suite mirror
    packages=$(desktop_packages | sort -u)
    suite=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    bare_root=${XDG_CACHE_HOME:-$HOME/.cache}/echoflow-build/bare-$suite-$(printf '%s' "$packages" | cksum | cut -d ' ' -f 1)
    [ -d "$bare_root" ] && return
    [ "$(id -u)" = 0 ] || die "The bare system needs root: sudo scripts/test --packaged" \
        "裸系统测试需要 root 权限:sudo scripts/test --packaged"
    command -v debootstrap >/dev/null || apt_install "what makes a bare system" "创建裸系统所需的工具" debootstrap || exit 1
    mirror=$(apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' "Suite: $suite" | head -n 1)
    say "Making a bare $suite, once" "正在创建裸 $suite 系统,仅此一次"
    rm -rf "$bare_root.partial"
    mkdir -p "$(dirname "$bare_root")"
    patiently "build/bare-root.log" debootstrap --variant=minbase --include="$(printf '%s' "$packages" | tr '\n' ',')" \
        "$suite" "$bare_root.partial" ${mirror:+"$mirror"} ||
        die "debootstrap failed; see build/bare-root.log." "debootstrap 失败;详见 build/bare-root.log。"
    rm -rf "$bare_root.partial/var/cache/apt/archives" "$bare_root.partial/var/lib/apt/lists"
    mkdir "$bare_root.partial/opt/echoflow"
    # Which an installer writes; no other name is known there.
    printf '127.0.0.1 localhost\n' >"$bare_root.partial/etc/hosts"
    : >"$bare_root.partial/etc/resolv.conf"
    if [ -e "$bare_root.partial/usr/bin/python3" ]; then die "The bare system has a Python." "裸系统中有 Python。"; fi
    mv "$bare_root.partial" "$bare_root"
}

# Writes build/in-bare-root, which runs the program in there. Mounts are its own and go with it; /tmp is shared, for the
# files of the tests and the sockets of their screen and sound card. Certificates of this machine are not there.
write_bare_program() {
    cat >build/in-bare-root <<SCRIPT
#!/bin/sh
exec unshare --mount --propagation private sh -c '
    mount -t proc proc "$bare_root/proc" && mount --rbind /dev "$bare_root/dev" && mount --bind /tmp "$bare_root/tmp" &&
    mount --bind "$root/dist/echoflow" "$bare_root/opt/echoflow" &&
    exec chroot "$bare_root" /bin/sh -c "cd \"\\\$0\" 2>/dev/null || cd /; unset SSL_CERT_FILE SSL_CERT_DIR; exec /opt/echoflow/echoflow \"\\\$@\"" "\$PWD" "\$@"' sh "\$@"
SCRIPT
    chmod +x build/in-bare-root
}

# test_packaged [PYTEST ARGS]
test_packaged() {
    local status=0
    packaged_is_fresh || scripts/package
    say "On this machine" "在本机上"
    ECHOFLOW_PROGRAM=$root/dist/echoflow/echoflow python -m pytest tests/packaged \
        tests/commands/test_models_pull.py tests/application/test_desktop_app.py "$@" || status=1
    make_bare_root
    write_bare_program
    say "On a system without Python" "在没有 Python 的系统上"
    ECHOFLOW_PROGRAM=$root/build/in-bare-root python -m pytest tests/packaged "$@" || status=1
    say "Start times" "启动时间"
    ECHOFLOW_PROGRAM=$root/dist/echoflow/echoflow python benchmarks/idle.py --seconds 0 --output build/start || status=1
    return "$status"
}
