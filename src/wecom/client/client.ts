import { type AppApi, appApi } from './app.ts'
import { type ClientOptions, createCaller } from './call.ts'
import { type AuthApi, authApi, type DepartmentApi, departmentApi, type UserApi, userApi } from './directory.ts'
import { type JsSdkApi, jssdkApi } from './jssdk.ts'
import { type KfApi, kfApi } from './kf.ts'
import { type MediaApi, mediaApi } from './media.ts'

/** One app's view of the WeCom server API. Every method answers with a Result and throws only for bugs. */
export interface WecomClient {
  kf: KfApi
  media: MediaApi
  message: AppApi
  auth: AuthApi
  user: UserApi
  department: DepartmentApi
  jssdk: JsSdkApi
}

export function createWecomClient(options: ClientOptions): WecomClient {
  const caller = createCaller(options)
  return {
    kf: kfApi(caller),
    media: mediaApi(caller),
    message: appApi(caller),
    auth: authApi(caller),
    user: userApi(caller),
    department: departmentApi(caller),
    jssdk: jssdkApi(caller, options),
  }
}
