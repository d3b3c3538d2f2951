import { AppError } from '../../platform/kernel/index.ts'

export const routeWithoutPolicy = (route: string) =>
  new AppError({ code: 'desk_route_without_policy', message: `the table of routes and the handlers differ: ${route}` })

export const wordsMissing = (keys: readonly string[]) =>
  new AppError({ code: 'desk_words_missing', message: `the flows have no words for ${keys.join(', ')}` })

export const complaintMissing = (id: string) =>
  new AppError({ code: 'desk_complaint_missing', message: `a ticket names complaint ${id}, which is not there` })

export const blobMissing = (mediaId: string) =>
  new AppError({ code: 'desk_blob_missing', message: `media ${mediaId} is stored, but its bytes are gone` })

export const unexpected = (cause: unknown) =>
  new AppError({ code: 'internal', message: 'a fault that nobody foresaw', cause })
