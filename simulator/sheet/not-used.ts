export interface NotUsed {
  endpoint: string
  section: string
  reason: string
}

const none = (section: string, reason: string, ...endpoints: string[]): NotUsed[] =>
  endpoints.map((endpoint) => ({ endpoint, section, reason }))

/** What sections 1 to 7 have besides, and why it is not here: asking for it is a loud 404 or a loud refusal. */
export const NOT_USED: NotUsed[] = [
  ...none(
    '1.4',
    'group chats of members: nothing is sent there',
    'appchat/create',
    'appchat/update',
    'appchat/get',
    'appchat/send',
  ),
  ...none('2.7', 'told by members.event with any nodes', 'open_approval_change', 'inactive_alert', 'batch_job_result'),
  ...none('2.7', 'needs the customer-contact secret', 'change_external_contact'),
  ...none('4.1', 'the simulated corp has no tags: totag is always invalid', 'tag/list', 'tag/get'),
  ...none(
    '4.2',
    'refused with 40008 and told loudly',
    'message/send mpnews',
    'message/send miniprogram_notice',
    'message/send taskcard',
  ),
  ...none('5', 'voices recorded by the JS-SDK: no page here records one', 'media/get/jssdk'),
  ...none('7.3', 'undocumented, used by one official plug-in', 'aibot_get_mcp_config'),
  ...none('7.4', 'needed for robots whose maker is no administrator', 'batch/openuserid_to_userid'),
  ...none('7.8', 'the long connection is its alternative', 'aibot webhook', 'aibot/response'),
  ...none(
    '8',
    'outside the 48 hours other platforms are called',
    'externalcontact/add_msg_template',
    'externalcontact/send_welcome_msg',
    'externalcontact/remind_groupmsg_send',
  ),
]
