import { AppError } from '../platform/kernel/index.ts'

/** Thrown at start: a callback URL without a working key or token must not come up at all. */
export const callbackKeyInvalid = (): AppError =>
  new AppError({ code: 'wecom_callback_key_invalid', message: 'EncodingAESKey must be 43 characters of base64' })

export const callbackTokenMissing = (): AppError =>
  new AppError({ code: 'wecom_callback_token_missing', message: 'the callback Token is empty' })

export const loginStateInvalid = (): AppError =>
  new AppError({ code: 'wecom_login_state_invalid', message: 'state must be 1 to 128 letters and digits' })

export const limitTooSmall = (limit: number): AppError =>
  new AppError({ code: 'wecom_limit_too_small', message: `a piece of ${limit} bytes cannot hold every character` })
