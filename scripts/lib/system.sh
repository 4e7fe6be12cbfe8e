# shellcheck shell=bash
# System libraries: which are missing, and getting them with apt where that is allowed.

# Shared libraries that the Python packages load, and the Debian package of each. They are looked for by library,
# since package names change from release to release (libglib2.0-0 became libglib2.0-0t64).
runtime_libraries="
libportaudio.so.2 libportaudio2
libgomp.so.1 libgomp1
libEGL.so.1 libegl1
libGL.so.1 libgl1
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libgssapi_krb5.so.2 libgssapi-krb5-2
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
"

# What the tests need besides: a virtual screen with a tray, a keyring, a virtual sound card, recordings of voices and
# noises, other synthesizers, fonts, linters of shell, desktop entries and AppStream metadata.
test_packages="xvfb openbox trayer picom xdotool x11-utils imagemagick dbus gnome-keyring at-spi2-core
pulseaudio pulseaudio-utils libasound2-plugins fonts-noto-cjk shellcheck
desktop-file-utils appstream xz-utils
pocketsphinx-testdata asterisk-core-sounds-en-wav gcin-voice espeak-ng flite sox
openttd-opensfx mate-media-common sound-theme-freedesktop teeworlds-data"

# PyInstaller reads libraries with objdump.
package_packages="binutils"

# True once something that EchoFlow needs could not be installed: the next start looks again.
system_incomplete=false

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

is_installed() {
    case "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" in installed) return 0 ;; esac
    return 1
}

# Prints the packages of the libraries that the dynamic linker does not know; nothing where that cannot be asked.
missing_runtime_packages() {
    local known library package
    [ "$(uname -s)" = Linux ] || return 0
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 0
    while read -r library package; do
        case "$known" in *"$library "* | "") ;; *) printf '%s ' "$package" ;; esac
    done <<<"$(printf '%s' "$runtime_libraries" | sed '/^$/d')"
}

missing_packages() {
    local package
    for package in "$@"; do is_installed "$package" || printf '%s ' "$package"; done
}

# apt_install ENGLISH CHINESE PACKAGE...: says why, and installs; fails where that is not allowed, having said what to do.
apt_install() {
    local why=$1 why_zh=$2 as_root=() log
    shift 2
    if ! has_apt; then
        say "Missing $why; install what your system calls these: $*" "缺少${why_zh};请安装您的系统中与以下各项对应的软件包:$*"
        return 1
    fi
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "Missing $why; run this, then try again: sudo apt-get install $*" \
                "缺少${why_zh};请先运行以下命令,然后重试:sudo apt-get install $*"
            return 1
        fi
        as_root=(sudo -n)
    fi
    say "      Installing with apt-get ($why): $*" "      正在用 apt-get 安装(${why_zh}):$*"
    log=$(mktemp)
    # An update that fails for one of many sources does not matter if the packages can still be had.
    patiently "$log" ${as_root[@]+"${as_root[@]}"} apt-get -o DPkg::Lock::Timeout=120 update || true
    if ! patiently "$log" ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        say "apt-get could not install them; its last words are above." "apt-get 安装失败,其最后的输出见上。"
        return 1
    fi
    rm -f "$log"
}

# install_system_libraries LEVEL
install_system_libraries() {
    local missing
    missing=$(missing_runtime_packages)
    # shellcheck disable=SC2086  # a list of words
    if [ -n "$missing" ]; then
        apt_install "libraries for sound and screen" "声音和屏幕所需的系统库" $missing || system_incomplete=true
    fi
    if [ "$1" = dev ] && has_apt; then
        # shellcheck disable=SC2086
        missing=$(missing_packages $test_packages $package_packages)
        # shellcheck disable=SC2086
        if [ -n "$missing" ]; then
            apt_install "for the tests: a virtual screen, keyring, sound card and recordings" \
                "测试所需:虚拟屏幕、密钥环、虚拟声卡和录音" $missing || system_incomplete=true
        fi
    fi
}
