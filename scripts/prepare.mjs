// Runs before `npm start` and `npm test` on whatever Node is there (20 or newer), so: plain JavaScript, no dependencies.
// Installs what is missing, or says in one sentence what to install.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'

const forTests = process.argv.includes('test')
const LOCK = 'package-lock.json'
const INSTALLED = 'node_modules/.package-lock.json'

installPackages()
needProgram(['redis-server', 'valkey-server'], 'redis-server', !process.env.REDIS_URL || forTests)
if (forTests) {
  needProgram(['chromium', 'chromium-browser', 'google-chrome'], 'chromium', true)
  needFile('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'fonts-noto-cjk')
  if (!hasPostgres()) install('postgresql', 'PostgreSQL (initdb and postgres)', false)
}

function installPackages() {
  const fresh = existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs && nodeIsThere()
  if (fresh) return
  console.log('installing packages ...')
  const done = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' })
  if (done.status !== 0) stop('npm install failed: see its message above, then run this command again')
  if (!nodeIsThere())
    stop('the package "node" did not bring its program: run "npm rebuild node", or allow its install script')
}

function nodeIsThere() {
  return spawnSync('node_modules/.bin/node', ['--version']).status === 0
}

function needProgram(names, debianPackage, needed) {
  if (!needed || names.some(onPath)) return
  install(debianPackage, names[0], true)
  if (!names.some(onPath)) stop(`${names[0]} is still not on PATH after installing ${debianPackage}`)
}

function needFile(path, debianPackage) {
  if (!existsSync(path)) install(debianPackage, debianPackage, false)
}

function onPath(name) {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
}

function hasPostgres() {
  return onPath('initdb') || existsSync('/usr/lib/postgresql')
}

function install(debianPackage, what, required) {
  const root = typeof process.getuid === 'function' && process.getuid() === 0
  const debian =
    existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  if (!root || !debian)
    return complain(`${what} is missing: install it (Debian, Ubuntu: apt-get install ${debianPackage})`, required)
  console.log(`installing ${debianPackage} ...`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const get = (...args) => spawnSync('apt-get', ['-y', '-q', ...args], { stdio: 'ignore', env }).status === 0
  if (get('install', debianPackage)) return
  if (get('update') && get('install', debianPackage)) return
  complain(`${what} is missing and apt-get could not install ${debianPackage}: install it by hand`, required)
}

function complain(sentence, required) {
  if (required) stop(sentence)
  console.log(sentence)
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
