import { z } from 'zod'
import type { Result } from '../../platform/kernel/index.ts'
import { bytes, checkWith, type MessageRefusal } from './check.ts'
import { templateCard } from './template-card.ts'

const mediaId = z.object({ media_id: bytes(1024) })

/** §4.2, the kinds this service sends to staff. Texts beyond their bytes would be cut without a word, hence refused here. */
const appContent = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: bytes(2048) }) }),
  z.object({ msgtype: z.literal('markdown'), markdown: z.object({ content: bytes(2048) }) }),
  z.object({
    msgtype: z.literal('textcard'),
    textcard: z.object({
      title: z.string().min(1, 'is empty'),
      description: z.string().min(1, 'is empty'),
      url: bytes(2048),
      btntxt: z.string().optional(),
    }),
  }),
  z.object({ msgtype: z.literal('image'), image: mediaId }),
  z.object({ msgtype: z.literal('file'), file: mediaId }),
  z.object({ msgtype: z.literal('template_card'), template_card: templateCard }),
])

export type AppContent = z.infer<typeof appContent>

export function checkAppContent(content: AppContent): Result<AppContent, MessageRefusal> {
  return checkWith(appContent, content)
}

export const appText = (content: string): AppContent => ({ msgtype: 'text', text: { content } })
export const appMarkdown = (content: string): AppContent => ({ msgtype: 'markdown', markdown: { content } })
export const appTextCard = (title: string, description: string, url: string): AppContent => ({
  msgtype: 'textcard',
  textcard: { title, description, url },
})
