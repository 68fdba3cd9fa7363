/** Whose texts come with their page: the files in `later/` of each language. */
export type Namespace =
  | 'chat'
  | 'review'
  | 'graph'
  | 'history'
  | 'timeline'
  | 'recall'
  | 'reasons'
  | 'searches'
  | 'apps'
  | 'access'
  | 'users'
  | 'cubes'
  | 'connections'
  | 'backups'
  | 'exchange'
  | 'models'
  | 'settings'
  | 'logs'
  | 'audit'
  | 'webhooks'
  | 'operate'
  | 'jobs'
  | 'keys'
  | 'status';

/** `./en/home.json` → `home`. */
export function namespaceOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length);
}
