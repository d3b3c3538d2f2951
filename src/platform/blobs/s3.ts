import { AwsClient } from 'aws4fetch'
import type { S3Config } from '../config/index.ts'
import { AppError } from '../kernel/index.ts'
import type { Blobs } from './index.ts'

/** Any S3-compatible store, path-style addresses (MinIO, Ceph and the Chinese clouds' S3 gateways take them). */
export function s3Blobs(config: S3Config): Blobs {
  const client = new AwsClient({
    accessKeyId: config.accessKey,
    secretAccessKey: config.secretKey,
    region: config.region,
    service: 's3',
    retries: 2,
  })
  const address = (key: string) => `${config.endpoint}/${config.bucket}/${key}`
  return {
    async put(key, bytes, contentType) {
      const response = await client.fetch(address(key), {
        method: 'PUT',
        body: bytes.slice().buffer,
        headers: { 'content-type': contentType },
      })
      await response.body?.cancel()
      if (!response.ok) throw storeFailed('put', response.status)
    },
    async get(key) {
      const response = await client.fetch(address(key))
      if (response.status === 404) {
        await response.body?.cancel()
        return null
      }
      if (!response.ok) throw storeFailed('get', response.status)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

const storeFailed = (verb: string, status: number) =>
  new AppError({ code: 'blob_store_failed', message: `the file store answered ${status} to ${verb}`, retryable: true })
