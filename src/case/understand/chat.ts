import type { Message } from './types.ts'

/** Title and text as one, as a person would say both in chat. */
export const asChat = ({ text, title }: Message): Message => ({
  text: title === undefined || title === '' ? text : `${title}。${text}`,
})
