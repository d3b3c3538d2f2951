import { checkCommonSizes } from './check-size.ts'
import { COMMANDS } from './commands.ts'
import type { Flow } from './flow.ts'
import type { Fault } from './sub-flow.ts'

/** Sentences that the program says by name (a test compares the list with the program). */
export const COMMON_TEXTS = `
hello thanks help privacy person person_closed person_given person_pooled person_here person_left notify_all
notify_decisions unseen resumed flow_changed added left_open way_out restart restarted left left_kept
left_deleted nothing_back nothing_to_change change_what stale_tap unreadable photo_kept voice_kept
voice_listening voice_heard voice_yes voice_yes_words voice_no voice_no_words voice_wrong location_kept
photos_count set_aside recalled media_too_big media_lost bot_waiting bot_chosen bot_group about_which
about_files about_that about_new product_changed leave_keep leave_keep_words leave_delete leave_delete_words left_sure leave_sure
leave_sure_words slip_too_short slip_too_long slip_too_many_people draft_kept draft_resumed draft_remind draft_filed draft_filed_step contact_kept contact_declined story_kept not_yet rest_open
`
  .trim()
  .split(/\s+/)

/** A way of filing needs a flow that files, and no scene may lead two ways. */
export function checkProducts(products: Record<string, { scenes: string[] }>, flows: readonly Flow[]): Fault[] {
  const scenes = Object.values(products).flatMap((product) => product.scenes)
  return Object.entries(products).flatMap(([name, product]) => {
    const files = flows.find((flow) => flow.id === name)?.steps.some((step) => step.kind === 'summary')
    const twice = product.scenes.find((scene) => scenes.filter((one) => one === scene).length > 1)
    return [
      ...(files ? [] : [{ path: ['products', name], message: `product ${name} is no flow that files` }]),
      ...(twice ? [{ path: ['products', name], message: `scene ${twice} leads to more than one product` }] : []),
    ]
  })
}

interface CommonFile {
  notice: { text: string }
  commands: Record<string, string[]>
  menu: { id: string; command: string }[]
  questions: Record<string, { say: string }>
  texts: Record<string, string>
}

/** What every dialogue shares: no sentence missing or said by nobody, no command word for nothing. */
export function checkCommon({ notice, commands, menu, questions, texts }: CommonFile): Fault[] {
  const isCommand = (name: string) => COMMANDS.includes(name.split(' ')[0] ?? '')
  return [
    ...COMMON_TEXTS.filter((name) => !texts[name]).map((name) => ({
      path: ['texts', name],
      message: `text ${name} is missing`,
    })),
    ...Object.keys(texts)
      .filter((name) => !COMMON_TEXTS.includes(name))
      .map((name) => ({ path: ['texts', name], message: `text ${name} is said by nobody` })),
    ...Object.keys(commands)
      .filter((name) => !isCommand(name))
      .map((name) => ({ path: ['commands', name], message: `there is no command ${name}` })),
    ...menu.flatMap(({ id, command }, index) =>
      isCommand(command) ? [] : [{ path: ['menu', index], message: `menu ${id} is the unknown command ${command}` }],
    ),
    ...checkCommonSizes({ notice: notice.text }, []),
    ...checkCommonSizes(texts, ['texts']),
    ...checkCommonSizes(Object.fromEntries(Object.entries(questions).map(([name, { say }]) => [name, say])), [
      'questions',
    ]),
  ]
}
