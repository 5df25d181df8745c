# What ./run and ./test share: finding the tools, and building. Sourced from the top folder.

JDK_RELEASE=25
NODE_RELEASE=20.19

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# What does nothing but fetch, three times at most: a name that can't be looked up for a moment ends nothing.
fetch() {
  local pause
  for pause in 5 20; do
    "$@" && return
    say "Once more in $pause s: $1 …"
    sleep "$pause"
  done
  "$@"
}

# Installs Debian packages if we may, else names them.
install_packages() {
  can_install || die "Missing: $*. Install them (apt-get install $*), then start again."
  say "Installing $* …"
  [ -n "${APT_UPDATED:-}" ] || { apt-get -qq update >&2 && APT_UPDATED=1; }
  DEBIAN_FRONTEND=noninteractive fetch apt-get -qq install -y --no-install-recommends "$@" >/dev/null ||
    die "Missing: $*, and apt-get could not install them."
}

jdk_release() { "$1/bin/javac" -version 2>/dev/null | sed -n 's/^javac \([0-9]*\).*/\1/p'; }

find_jdk() {
  local on_path home
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    if [ "$(jdk_release "$home")" -ge "$JDK_RELEASE" ] 2>/dev/null; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  return 1
}

need_jdk() {
  find_jdk && return
  if can_install && apt-get -qq update >&2 && apt-cache show "openjdk-$JDK_RELEASE-jdk-headless" >/dev/null 2>&1; then
    install_packages "openjdk-$JDK_RELEASE-jdk-headless"
    find_jdk && return
  fi
  die "Missing: a JDK $JDK_RELEASE or newer. Install one (Debian 13: apt-get install openjdk-$JDK_RELEASE-jdk-headless; or Temurin), or point JAVA_HOME to it."
}

need_maven() { command -v mvn >/dev/null || install_packages maven; }

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    [ "$(printf '%s\n' "$NODE_RELEASE" "$(node --version | tr -d v)" | sort -V | head -n 1)" = "$NODE_RELEASE" ]
}

need_node() {
  node_is_new_enough && return
  can_install && install_packages nodejs npm
  node_is_new_enough || die "Missing: Node.js $NODE_RELEASE or newer with npm (Debian 13: apt-get install nodejs npm)."
}

# npm before 11 leaves out optional packages that the build needs.
npm_run() {
  if [ "$(npm --version | cut -d. -f1)" -ge 11 ]; then npm "$@"; else npx --yes npm@11 "$@"; fi
}

# Maven's own libraries still use what JDK 25 warns of.
mvn_run() { MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" mvn -B -ntp -Dstyle.color=never "$@"; }

STAMP=standalone/target/app/.built

# Whether a source is newer than what was built of it.
is_stale() {
  [ ! -e "$STAMP" ] ||
    [ -n "$(find pom.xml ./*/pom.xml ./*/src web-client/package-lock.json web-client/index.html \
      web-client/vite.config.ts web-client/public -newer "$STAMP" -not -path '*/src/test/*' -print -quit 2>/dev/null)" ]
}

install_web_client() { install_npm web-client; }

# The packages of a folder's lock file, where they are not there yet.
install_npm() {
  (
    cd "$1"
    if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
      fetch npm_run ci --no-audit --no-fund --loglevel=error >&2
    fi
  )
}

build_web_client() {
  say "Building the web client …"
  install_web_client
  (cd web-client && npm run --silent build -- --logLevel warn >&2)
}

build_server() {
  say "Building the server …"
  mvn_run -q package -Dmaven.test.skip=true >&2
}

build() {
  say "Building; the first time this takes some minutes."
  build_web_client
  build_server
  touch "$STAMP"
}

START_CACHE=.cache/start.aot

# What makes a start twice as fast, made anew when the product or the virtual machine is another. ./run and the tests
# that start the product name it; a cache that does not fit is passed over without a word.
need_start_cache() {
  [ -n "$(find "$START_CACHE" -newer "$STAMP" -newer "$JAVA_HOME/release" 2>/dev/null)" ] && return
  say "Making the start cache …"
  infra/start-cache "$JAVA_HOME/bin/java" standalone/target/app "$START_CACHE"
}

LOAD_TESTS_STAMP=load-tests/target/app/.built

build_load_tests() {
  if [ ! -e "$LOAD_TESTS_STAMP" ] || [ -n "$(find pom.xml load-tests/pom.xml load-tests/src/main \
    sfu/pom.xml sfu/src -newer "$LOAD_TESTS_STAMP" -print -quit)" ]; then
    need_maven
    say "Building the load tests …"
    mvn_run -q package -pl load-tests -am -DskipTests >&2
    touch "$LOAD_TESTS_STAMP"
  fi
}
