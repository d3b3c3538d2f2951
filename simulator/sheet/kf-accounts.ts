import { type CoverageRow, rows } from './row.ts'

const LISTS = 'session.test.ts › customers, accounts and links'
const ACCOUNTS = 'manage.test.ts › kf accounts'
const SERVICERS = 'manage.test.ts › servicers'
const OPEN = 'manage.test.ts › points left open by the platform'

/** Section 3.8: accounts, servicers, customers, statistics. */
export const KF_ACCOUNTS: CoverageRow[] = [
  ...rows('kf/account/add', '3.8', [
    [
      'name of 16 characters (95006), media_id of 128 bytes',
      'kf/manage.ts',
      `${ACCOUNTS} › refuse %s`,
      { limits: ['accountNameChars', 'accountMediaBytes'] },
    ],
    [
      'ten in an unverified corp (95027), a limit in any (95005)',
      'kf/manage.ts',
      `${ACCOUNTS} › are ten in an unverified corp (95027) and limited in any (95005)`,
      { limits: ['accountsUnverified', 'accounts'], switches: ['verified'] },
    ],
  ]),
  ...rows('kf/account/update', '3.8', [
    ['renames', 'kf/manage.ts', `${ACCOUNTS} › are added, renamed, listed and removed`],
  ]),
  ...rows('kf/account/del', '3.8', [
    ['removes; 95004 from then on', 'kf/manage.ts', `${ACCOUNTS} › are added, renamed, listed and removed`],
  ]),
  ...rows('kf/account/list', '3.8', [
    [
      'pages of 1 to 100',
      'kf/account.ts',
      `${LISTS} › lists accounts by pages and refuses a bad scene`,
      { limits: ['accountPage'] },
    ],
    [
      'only what is granted (48007)',
      'kf/account.ts',
      `${ACCOUNTS} › are granted and taken away in one event with repeated nodes`,
    ],
  ]),
  ...rows('kf/add_contact_way', '3.8', [
    [
      'scene of 32 bytes [0-9a-zA-Z_-]',
      'kf/account.ts',
      `${LISTS} › lists accounts by pages and refuses a bad scene`,
      { limits: ['sceneBytes'] },
    ],
  ]),
  ...rows('kf/servicer/add', '3.8', [
    [
      'a result for each; success, ignored, 60030',
      'kf/servicers.ts',
      `${SERVICERS} › are added and removed by member and department, each with a result`,
    ],
    [
      '100 members and 20 departments at once',
      'kf/servicers.ts',
      `${SERVICERS} › cannot be %s at once`,
      { limits: ['servicerUserids', 'servicerDepartments'] },
    ],
    [
      'a limit for an account (95020)',
      'kf/servicers.ts',
      `${SERVICERS} › are limited for an account (95020)`,
      { limits: ['servicers'] },
    ],
  ]),
  ...rows('kf/servicer/del', '3.8', [
    [
      'a result for each',
      'kf/servicers.ts',
      `${SERVICERS} › are added and removed by member and department, each with a result`,
    ],
  ]),
  ...rows('kf/servicer/list', '3.8', [
    [
      'status 0 is taking sessions (trap 9.16)',
      'kf/servicers.ts',
      `${SERVICERS} › stop, are suspended, and turn a customer away, as events`,
    ],
  ]),
  ...rows('kf/customer/batchget', '3.8', [
    [
      'only who entered or wrote within 48 hours; 1 to 100',
      'kf/customer.ts',
      `${LISTS} › tells of customers who entered or wrote within 48 hours only`,
      { limits: ['batchgetIds'] },
    ],
  ]),
  ...rows('kf/customer/batchget', '3.8', [
    [
      'unionid of a bound corp; need_enter_session_context 0 or 1',
      'kf/customer.ts',
      `${OPEN} › tell the unionid of a corp that is bound to the Open Platform`,
      { switches: ['unionid'] },
    ],
  ]),
  ...rows('kf/customer/get_upgrade_service_config', '3.8', [
    [
      'the ranges of the admin page',
      'kf/upgrade.ts',
      'manage.test.ts › upgrade of service › is offered within what the admin page allows (95021)',
    ],
  ]),
  ...rows('kf/customer/upgrade_service', '3.8', [
    [
      'within the ranges (95021)',
      'kf/upgrade.ts',
      'manage.test.ts › upgrade of service › is offered within what the admin page allows (95021)',
    ],
  ]),
  ...rows('kf/customer/cancel_upgrade_service', '3.8', [
    [
      'takes the offer back',
      'kf/upgrade.ts',
      'manage.test.ts › upgrade of service › is offered within what the admin page allows (95021)',
    ],
  ]),
  ...rows('kf/get_corp_statistic', '3.8', [
    [
      'figures of whole days',
      'kf/statistic.ts',
      'manage.test.ts › statistics › count customers, messages and sessions of the days before',
    ],
    [
      '31 days at once, 180 back, up to yesterday',
      'kf/statistic.ts',
      'manage.test.ts › statistics › refuse %s',
      { limits: ['statisticSpanDays', 'statisticPastDays'] },
    ],
  ]),
  ...rows('kf/get_servicer_statistic', '3.8', [
    [
      'figures of one servicer or all',
      'kf/statistic.ts',
      'manage.test.ts › statistics › count customers, messages and sessions of the days before',
    ],
  ]),
]
