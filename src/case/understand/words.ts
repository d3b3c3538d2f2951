import { z } from 'zod'

/** A list of words in a rule file: one text, words apart by white space, so that hundreds stay readable. */
export const words = z.string().transform((text, context) => {
  const list = text.split(/\s+/).filter((word) => word !== '')
  const twice = list.filter((word, i) => list.indexOf(word) !== i)
  if (twice.length > 0) context.addIssue({ code: 'custom', message: `stands twice: ${twice.join(' ')}` })
  return list
})
