# Sets how a release is compiled: no path of the machine gets into the program. To be sourced at the root of the repository, with TARGET set.
flags="--remap-path-prefix=$PWD=/workplan
--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo
--remap-path-prefix=${CARGO_TARGET_DIR:-$PWD/target}=/target"
# A program for Windows that needs no other package of Microsoft's.
case $TARGET in *-windows-msvc) flags="$flags
-Ctarget-feature=+crt-static" ;; esac
CARGO_ENCODED_RUSTFLAGS=$(printf '%s' "$flags" | tr '\n' '\037')
export CARGO_ENCODED_RUSTFLAGS
