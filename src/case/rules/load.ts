import { AppError, err, ok, type Result } from '../../platform/kernel/index.ts'
import { byVersion, isTree, profileFaults, profileOfFile, uncitedFaults, varied } from './profile.ts'
import { parseYaml, type Reader, reader } from './read.ts'
import {
  type CalendarFile,
  calendarFile,
  choiceFile,
  datesBetween,
  type HotlinesFile,
  hotlinesFile,
  profileFile,
  supervisionFile,
  variantFile,
} from './schema.ts'
import type { Calendar, Calendars, Hotlines, Profile, Rules, RulesFault } from './types.ts'

/** Reads profile.yaml, profiles/, calendars/, hotlines.yaml and supervision.yaml of a folder. Every fault of every file at once. */
export function loadRules(dir: string): Result<Rules, RulesFault[]> {
  const files = reader(dir)
  const profiles = readProfiles(files)
  const hotlines = files.read('hotlines.yaml', hotlinesFile)
  const watch = files.read('supervision.yaml', supervisionFile)
  const calendars = readCalendars(files)
  const choice = files.read('profile.yaml', choiceFile)
  const profile = profiles.get(choice?.profile ?? '')?.at(-1)
  if (choice !== undefined && !profiles.has(choice.profile)) {
    files.faults.push({ file: 'profile.yaml', path: 'profile', message: `there is no profile ${choice.profile}` })
  }
  if (files.faults.length > 0 || !hotlines || !watch || !profile) return err(files.faults)
  const { yellow_days: yellowDays, silence_days: silenceDays, hand_overs: handOvers, page_minutes: pageMinutes } = watch
  const { checkpoints, pledges } = watch
  const supervision = { yellowDays, silenceDays, handOvers, pageMinutes, checkpoints, pledges }
  return ok({ profile, profiles, calendars, hotlines: hotlineTable(hotlines), supervision })
}

interface Pin {
  profile: string
  rules_version: string
}

/** The profile and version that a matter was registered under. */
export function profileOf({ profiles }: Pick<Rules, 'profiles'>, matter: Pin): Profile | undefined {
  const [declared] = matter.rules_version.split('+')
  return profiles.get(matter.profile)?.find((one) => one.declared === declared)
}

/** The rules as they hold for a matter. Its calendars are those of today. */
export function pinned(rules: Rules, matter: Pin): Rules {
  const profile = profileOf(rules, matter)
  if (profile === undefined) {
    const { profile: name, rules_version: version } = matter
    const message = `a matter is under ${name} ${version}, which rules/profiles no longer holds`
    throw new AppError({ code: 'profile_missing', message })
  }
  return { ...rules, profile }
}

function readProfiles(files: Reader): Map<string, Profile[]> {
  const profiles = new Map<string, Profile[]>()
  for (const name of files.names('profiles', 'holds no profile')) {
    const versions = files
      .names(`profiles/${name}`, 'holds no version')
      .flatMap((file) => readProfile(files, name, file) ?? [])
    profiles.set(name, versions.sort(byVersion))
  }
  return profiles
}

function readProfile(files: Reader, name: string, fileName: string): Profile | undefined {
  const file = `profiles/${name}/${fileName}`
  const fault = (path: string, message: string) => files.faults.push({ file, path, message })
  const text = files.text(file)
  const written = text === undefined ? undefined : files.yaml(file, text)
  const variant = written === undefined ? undefined : files.check(file, variantFile, written)
  if (text === undefined || variant === undefined) return undefined
  const { base, ...own } = variant
  const under = base === undefined ? null : readBase(files, base)
  if (under === undefined) return undefined
  if (under !== null) {
    if ('base' in under.tree) fault('base', `${under.file} has a base itself`)
    for (const { path, message } of uncitedFaults(own)) fault(path, message)
  }
  const profile = files.check(file, profileFile, under === null ? own : varied(under.tree, own))
  if (profile === undefined) return undefined
  if (profile.profile !== name) fault('profile', `is ${profile.profile}, but stands in ${name}`)
  if (`${profile.version}.yaml` !== fileName) fault('version', `is ${profile.version}, but the file is ${fileName}`)
  for (const { path, message } of profileFaults(profile)) fault(path, message)
  return profileOfFile(profile, under === null ? [text] : [text, under.text])
}

/** As it is written: its own faults are told where it is read for itself. */
function readBase(files: Reader, base: { profile: string; version: string }) {
  const file = `profiles/${base.profile}/${base.version}.yaml`
  const text = files.text(file)
  const tree = text === undefined ? undefined : parseYaml(text).tree
  return text === undefined || !isTree(tree) ? undefined : { file, text, tree }
}

function readCalendars(files: Reader): Calendars {
  const years = files.names('calendars', 'holds no notice of any year').flatMap((name) => {
    const file = files.read(`calendars/${name}`, calendarFile)
    if (file !== undefined && name !== `${file.year}.yaml`) {
      const message = `is ${file.year}, but the file is called ${name}`
      files.faults.push({ file: `calendars/${name}`, path: 'year', message })
    }
    return file === undefined ? [] : [[file.year, calendar(file)] as const]
  })
  return new Map(years)
}

function calendar({ year, source, holidays }: CalendarFile): Calendar {
  const days = holidays.flatMap(({ name, from, to }) => datesBetween(from, to).map((date) => [date, name] as const))
  return { year, source, holidays: new Map(days), makeUpDays: new Set(holidays.flatMap(({ make_up }) => make_up)) }
}

function hotlineTable({ last_verified: lastVerified, source, lines }: HotlinesFile): Hotlines {
  return {
    lastVerified,
    source,
    lines: lines.map(({ note, ...line }) => ({ ...line, ...(note === undefined ? {} : { note }) })),
  }
}
