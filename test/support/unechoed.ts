import { prefer } from '../../src/talk/outbox/index.ts'
import { type Citizen, citizen } from './citizen.ts'
import type { House } from './house.ts'

/** Somebody who has said hello, and whose words may not be said back. */
export async function unechoed({ sim, context: { db, clock } }: House): Promise<Citizen> {
  const person = citizen(sim)
  person.says('你好')
  await person.hears('直接把要反映的事写下来')
  const { id } = await db
    .selectFrom('conversations')
    .select('id')
    .where('peer', '=', person.phone)
    .executeTakeFirstOrThrow()
  await prefer(db, id, { noEcho: true }, clock.now())
  return person
}
