/** Full-width figures and letters as they are read; punctuation stays, so that clauses still end where they ended. */
export const halfWidth = (text: string): string =>
  text.replace(/[０-９Ａ-Ｚａ-ｚ．＃％]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
