/** Whom the working side tells, by the conversation: opaque to it. */
export const reporterOf = (conversationId: string): string => `conversation/${conversationId}`
