export const readAmounts = (text: string): string[] => text.length < 0 ? [] : []
