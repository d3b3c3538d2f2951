export { folderBlobs } from './folder.ts'
export { s3Blobs } from './s3.ts'

/** Received files, by a key of our own (`media/<id>`). Contents never change once stored. */
export interface Blobs {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** null when there is no such file. */
  get(key: string): Promise<Uint8Array | null>
}
