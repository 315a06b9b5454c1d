# SPDX-License-Identifier: Apache-2.0
# Sourced by mvnw and cinch: leaves JAVA_HOME at a JDK of at least CINCH_JAVA, or ends with exit 3.

CINCH_JAVA=25

# Prints the feature release of the JDK in folder $1, or nothing when there is no complete JDK.
cinch_jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Takes folder $1 as JAVA_HOME when its release is new enough.
cinch_take_jdk() {
  cinch_release=$(cinch_jdk_release "$1")
  [ "${cinch_release:-0}" -ge "$CINCH_JAVA" ] || return 1
  JAVA_HOME=$1
  export JAVA_HOME
}

# Prints the folder of the JDK whose java is first on PATH, through any symbolic links.
cinch_path_jdk() {
  cinch_java=$(command -v java) || return 0
  cinch_java=$(readlink -f "$cinch_java" 2>/dev/null) || return 0
  dirname "$(dirname "$cinch_java")"
}

cinch_find_jdk() {
  [ -z "${JAVA_HOME:-}" ] || ! cinch_take_jdk "$JAVA_HOME" || return 0
  ! cinch_take_jdk "$(cinch_path_jdk)" || return 0
  for cinch_home in /usr/lib/jvm/* /opt/java* /opt/java/* /opt/jdk* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    ! cinch_take_jdk "$cinch_home" || return 0
  done
  echo "Cinch needs a JDK $CINCH_JAVA or newer: install one (for instance Eclipse Temurin $CINCH_JAVA, https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 3
}

cinch_find_jdk
