/** Shorter words are too near to one another. */
const LEAST = 3

/** A character that turns what is said: with it or without it, another thing is meant. */
const TURNS =
  /[不没無无非未别勿莫有是否好坏对错要愿能可同反先后都未已再去来上下前后左右东西南北\d一二三四五六七八九十]/u

/** The same word but for one character written wrong, left out or too many, and none of those that turn its meaning. */
export function nearest(said: string, word: string): boolean {
  const [one, other] = [[...said], [...word]]
  if (other.length < LEAST || Math.abs(one.length - other.length) > 1 || said === word) return false
  let head = 0
  while (head < Math.min(one.length, other.length) && one[head] === other[head]) head += 1
  let tail = 0
  while (
    tail < Math.min(one.length, other.length) - head &&
    one[one.length - 1 - tail] === other[other.length - 1 - tail]
  )
    tail += 1
  const changed = [...one.slice(head, one.length - tail), ...other.slice(head, other.length - tail)]
  const single = one.length - head - tail <= 1 && other.length - head - tail <= 1
  return single && !changed.some((char) => TURNS.test(char))
}
