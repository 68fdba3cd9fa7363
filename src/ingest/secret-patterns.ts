import { notAsFarAsMask, assignment, acceptAssigned } from './assigned-secrets.js';
import {
  type Accept,
  MASK,
  templates,
  placeholders,
  LONGEST_STAND_IN,
  isAny,
  isWords,
  QUOTE,
} from './secret-values.js';

/** One kind of secret: how it looks, and who says so. */
export interface SecretPattern {
  /** The type used in the mark `[REDACTED:<name>]`. */
  name: string;
  /**
   * Global. The secret is the group `secret`, else the whole match; it ends where the match ends,
   * so what must follow it is a lookahead.
   */
  pattern: RegExp;
  /** Where the shape is documented. */
  source: string;
  /** One of these must occur before the pattern is tried; in lower case where the pattern ignores case. */
  hints: readonly string[];
  /** Says no to what only has the shape. */
  accept?: Accept;
}

const GITLEAKS = 'https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml';
const GITHUB_PATTERNS =
  'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns';

const BEFORE = `(?<![A-Za-z0-9${MASK}])`;
const AFTER = `(?![A-Za-z0-9${MASK}])`;

/** Of a known length. */
const exactly = (shape: string): RegExp => new RegExp(`${BEFORE}(?:${shape})${AFTER}`, 'g');
/** Greedy and with room above, so that no end of a secret stays behind. */
const startingWith = (shape: string): RegExp => new RegExp(`${BEFORE}(?:${shape})`, 'g');

const PEM_HEADER = '-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----';
const PEM_END = '-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----';
const LINE_END = '(?:\\s|\\\\[nr])';
const PEM_LINE = '[A-Za-z0-9+/=]{16,16384}';
/** As far as the end; where that is missing, as far as lines look like the key. */
const PEM_REST = [
  `[^-]{0,20000}(?:-(?!----)[^-]{0,20000}){0,100}${PEM_END}`,
  [
    `(?:${LINE_END}{1,4}[A-Za-z-]{2,20}: [^\\n\\\\]{0,100}){0,5}`,
    `${LINE_END}{0,4}${PEM_LINE}(?:${LINE_END}{1,4}${PEM_LINE}){0,2000}`,
    // The last line may be short.
    `(?:${LINE_END}{1,4}[A-Za-z0-9+/=]{1,15}(?=${LINE_END}|$))?`,
  ].join(''),
].join('|');

/** Specific before general: where two overlap, the name of the earlier one is used. */
export const secretPatterns: readonly SecretPattern[] = [
  {
    name: 'private_key',
    pattern: new RegExp(`${PEM_HEADER}(?:${PEM_REST})`, 'g'),
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    hints: ['PRIVATE KEY'],
  },
  {
    name: 'tulving_key',
    pattern: startingWith('tlv_[a-z0-9]{12,64}_[A-Za-z0-9]{32,256}'),
    source: 'docs/design.md',
    hints: ['tlv_'],
  },
  {
    name: 'github_fine_grained_token',
    pattern: startingWith('github_pat_[A-Za-z0-9_]{60,255}'),
    source:
      'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
    hints: ['github_pat_'],
  },
  {
    name: 'github_token',
    pattern: startingWith('gh[opusr]_[A-Za-z0-9]{36,251}'),
    source:
      'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats',
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
  },
  {
    name: 'gitlab_token',
    pattern: startingWith(
      'gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\\w-]{20,300}(?:\\.[0-9a-z]{2,9}){0,2}|GR1348941[\\w-]{20,50}',
    ),
    source: 'https://docs.gitlab.com/security/tokens/#token-prefixes',
    hints: ['gl', 'GR1348941'],
  },
  {
    name: 'aws_access_key_id',
    pattern: exactly('A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}'),
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids',
    hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
  },
  {
    name: 'aws_secret_access_key',
    pattern: new RegExp(
      `secret[-_ ]?(?:access[-_ ]?)?key(?:${QUOTE})?\\s{0,4}(?:[:=]{1,2}>?|：|>)\\s{0,4}(?:${QUOTE})?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=${MASK}])`,
      'gi',
    ),
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    hints: ['secret'],
  },
  {
    name: 'google_oauth_client_secret',
    pattern: startingWith('GOCSPX-[\\w-]{28}'),
    source: GITHUB_PATTERNS,
    hints: ['GOCSPX-'],
  },
  {
    name: 'google_api_key',
    pattern: exactly('AIza[\\w-]{35}'),
    source: GITLEAKS,
    hints: ['AIza'],
  },
  {
    name: 'anthropic_api_key',
    pattern: startingWith('sk-ant-[\\w-]{20,200}'),
    source: GITLEAKS,
    hints: ['sk-ant-'],
  },
  {
    name: 'openrouter_api_key',
    pattern: startingWith('sk-or-v1-[0-9a-f]{32,128}'),
    source: 'https://openrouter.ai/docs/api-reference/authentication',
    hints: ['sk-or-v1-'],
  },
  {
    name: 'openai_api_key',
    pattern: startingWith(
      'sk-(?:(?:proj|svcacct|admin|None)-[\\w-]{20,250}|(?=[A-Za-z]{0,31}\\d)[A-Za-z0-9]{32,128}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})',
    ),
    source: GITLEAKS,
    hints: ['sk-'],
  },
  {
    name: 'groq_api_key',
    pattern: startingWith('gsk_[A-Za-z0-9]{40,100}'),
    source: GITHUB_PATTERNS,
    hints: ['gsk_'],
  },
  {
    name: 'huggingface_token',
    pattern: startingWith('(?:hf_|api_org_)[A-Za-z0-9]{34,100}'),
    source: 'https://huggingface.co/docs/hub/security-tokens',
    hints: ['hf_', 'api_org_'],
  },
  {
    name: 'slack_webhook',
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[\w+/-]{20,200})/g,
    source: 'https://api.slack.com/messaging/webhooks',
    hints: ['hooks.slack.com/'],
  },
  {
    name: 'slack_token',
    pattern: startingWith(
      '(?:xoxe\\.)?xox[abceoprs]-(?=[A-Za-z-]{0,20}\\d)[A-Za-z0-9-]{10,400}|xapp-\\d-[A-Za-z0-9-]{10,400}',
    ),
    source: 'https://api.slack.com/authentication/token-types',
    hints: ['xox', 'xapp-'],
  },
  {
    name: 'discord_webhook',
    pattern:
      /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,22}\/(?<secret>[\w-]{50,100})/g,
    source: 'https://discord.com/developers/docs/resources/webhook',
    hints: ['/webhooks/'],
  },
  {
    name: 'discord_token',
    // A snowflake in base64 begins so, because it is written in digits.
    pattern: new RegExp(
      `(?<![\\w${MASK}-])[MNO][DTjz][\\w-]{20,26}\\.[\\w-]{6}\\.[\\w-]{27,40}(?![\\w${MASK}-])`,
      'g',
    ),
    source: 'https://discord.com/developers/docs/reference#authentication',
    hints: ['.'],
  },
  {
    name: 'telegram_bot_token',
    pattern: new RegExp(`(?<![\\d${MASK}])\\d{5,16}:A[\\w-]{34}(?![\\w${MASK}-])`, 'g'),
    source: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    hints: [':A'],
  },
  {
    name: 'stripe_key',
    pattern: startingWith(
      '[sr]k_(?:live|test|prod)_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/=]{24,100}',
    ),
    source: 'https://docs.stripe.com/keys',
    hints: ['k_live_', 'k_test_', 'k_prod_', 'whsec_'],
  },
  {
    name: 'square_token',
    pattern: startingWith('sq0(?:atp|csp)-[\\w-]{22,60}|EAAA[\\w-]{60}'),
    source: GITLEAKS,
    hints: ['sq0', 'EAAA'],
  },
  {
    name: 'shopify_token',
    pattern: startingWith('shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32,64}'),
    source: GITLEAKS,
    hints: ['shp'],
  },
  {
    name: 'twilio_key',
    pattern: exactly('SK[0-9a-f]{32}'),
    source: 'https://www.twilio.com/docs/iam/api-keys',
    hints: ['SK'],
  },
  {
    name: 'sendgrid_key',
    pattern: startingWith('SG\\.[\\w-]{16,32}\\.[\\w-]{32,64}'),
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    hints: ['SG.'],
  },
  {
    name: 'mailgun_key',
    pattern: new RegExp(
      `(?<![\\w${MASK}-])(?:key-[0-9a-f]{32}|[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})(?![\\w${MASK}-])`,
      'g',
    ),
    source: GITLEAKS,
    hints: ['-'],
  },
  {
    name: 'npm_token',
    pattern: startingWith('npm_[A-Za-z0-9]{36,100}'),
    source: GITLEAKS,
    hints: ['npm_'],
  },
  {
    name: 'pypi_token',
    pattern: startingWith('pypi-AgE[\\w-]{50,1000}'),
    source: 'https://pypi.org/help/#apitoken',
    hints: ['pypi-AgE'],
  },
  {
    name: 'docker_token',
    pattern: startingWith('dckr_(?:pat|oat)_[\\w-]{27,100}'),
    source: GITHUB_PATTERNS,
    hints: ['dckr_'],
  },
  {
    name: 'digitalocean_token',
    pattern: startingWith('do[opr]_v1_[0-9a-f]{64}'),
    source: GITLEAKS,
    hints: ['_v1_'],
  },
  {
    name: 'databricks_token',
    pattern: exactly('dapi[0-9a-f]{32}(?:-\\d)?'),
    source: GITLEAKS,
    hints: ['dapi'],
  },
  {
    name: 'vault_token',
    pattern: startingWith(
      `hv[sbr]\\.[\\w-]{24,300}|s\\.(?=[A-Za-z]{0,23}\\d)[A-Za-z0-9]{24}${AFTER}`,
    ),
    source: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
    hints: ['hvs.', 'hvb.', 'hvr.', 's.'],
  },
  {
    name: 'alibaba_access_key_id',
    pattern: exactly('LTAI[A-Za-z0-9]{16,26}'),
    source: GITLEAKS,
    hints: ['LTAI'],
  },
  {
    name: 'azure_storage_key',
    pattern: new RegExp(
      `(?:Account|SharedAccess)Key\\s{0,2}=\\s{0,2}(?<secret>[A-Za-z0-9+/]{43,86}={1,2})(?![A-Za-z0-9+/=${MASK}])`,
      'gi',
    ),
    source:
      'https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string',
    hints: ['key'],
  },
  {
    name: 'atlassian_token',
    pattern: startingWith('AT[AC]TT3[\\w=-]{60,300}'),
    source: GITLEAKS,
    hints: ['ATATT3', 'ATCTT3'],
  },
  {
    name: 'notion_token',
    pattern: startingWith('ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43}'),
    source: 'https://developers.notion.com/docs/authorization',
    hints: ['ntn_', 'secret_'],
  },
  {
    name: 'age_secret_key',
    pattern: startingWith('AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'),
    source: 'https://github.com/C2SP/C2SP/blob/main/age.md',
    hints: ['AGE-SECRET-KEY-1'],
  },
  {
    name: 'json_web_token',
    // Signed (RFC 7519), then encrypted (RFC 7516). A run is entered at its start only: linear time.
    pattern: new RegExp(
      `(?<![\\w${MASK}-])eyJ[\\w-]{10,4000}\\.(?:eyJ[\\w-]{10,16000}\\.[\\w-]{0,4000}|[\\w-]{0,4000}\\.[\\w-]{16,64}\\.[\\w-]{16,16000}\\.[\\w-]{16,128})`,
      'g',
    ),
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    hints: ['eyJ'],
  },
  {
    name: 'url_credentials',
    // A port that a query or a fragment follows is no password.
    pattern: new RegExp(
      `://[^\\s/?#@:"'<>${MASK}]{0,100}:(?!\\d{1,5}[?#])(?<secret>[^\\s/"'<>${MASK}]{1,256})(?=@[\\w[])`,
      'g',
    ),
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    hints: ['://'],
    accept: (secret) => !isAny(templates, secret),
  },
  {
    name: 'authorization_header',
    pattern: new RegExp(
      `authorization(?:${QUOTE})?\\s{0,4}[:=]\\s{0,4}(?:${QUOTE})?(?:bearer|basic|token|api-?key)\\s{1,4}${notAsFarAsMask('[A-Za-z0-9._~+/=-]')}(?<secret>[A-Za-z0-9._~+/=-]{7,8000}[A-Za-z0-9_~+/=-])`,
      'gi',
    ),
    source: 'https://www.rfc-editor.org/rfc/rfc9110#name-authorization',
    hints: ['authorization'],
    accept: (secret) =>
      secret.length > LONGEST_STAND_IN || !(isAny(placeholders, secret) || isWords(secret)),
  },
  {
    name: 'generic_secret',
    pattern: assignment,
    source: GITLEAKS,
    hints: [
      'pass',
      'pwd',
      'key',
      'secret',
      'token',
      'credential',
      'authorization',
      '密',
      '口令',
      '令牌',
    ],
    accept: acceptAssigned,
  },
];
