/** Shorter words are too near to one another. */
const LEAST = 3

/** A character that turns what is said: with it or without it, another thing is meant. */
const TURNS = /[不没無无非未别勿莫有是否好坏对错要愿能可同反先后都已再去来上下前左右东西南北\d一二三四五六七八九十]/u

/** The same word, or but for one character written wrong, left out or too many, and none of those that turn its meaning. */
export function nearest(said: string, word: string): boolean {
  if (word.length < LEAST) return false
  let head = 0
  while (head < word.length && said[head] === word[head]) head += 1
  const [wrote, meant] = [said.slice(head), word.slice(head)]
  if (wrote.slice(1) === meant.slice(1)) return !TURNS.test(wrote.charAt(0) + meant.charAt(0))
  if (wrote.slice(1) === meant) return !TURNS.test(wrote.charAt(0))
  return wrote === meant.slice(1) && !TURNS.test(meant.charAt(0))
}
