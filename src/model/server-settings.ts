import { z } from 'zod';

/** Where a value comes from, from the weakest to the strongest. */
export const settingOrigins = ['default', 'config', 'secrets', 'environment', 'flag'] as const;

/** Why a setting is not changed here. */
export const fixedReasons = ['flag', 'environment', 'start', 'place'] as const;

const text = z.string().nullable();

export const serverSettingSchema = z
  .object({
    name: z.string(),
    group: z.string().meta({ description: 'What it belongs to, for lists.' }),
    env: z.string(),
    flag: z.string(),
    value: text.meta({ description: 'As text; null for secrets, and where nothing is set.' }),
    default: z.string().meta({ description: 'In words.' }),
    secret: z.boolean(),
    set: z.boolean(),
    origin: z.enum(settingOrigins),
    next: z
      .object({ value: text, set: z.boolean() })
      .nullable()
      .meta({ description: 'What holds from the next start on; null: what holds now.' }),
    fixed: z.enum(fixedReasons).nullable().meta({
      description:
        'Why it is not changed here: flag and environment win over the file; start: needed before the file is read, or it opens the server to others; place: paths and addresses of this machine.',
    }),
    help: z.object({ en: z.string(), zh: z.string() }),
  })
  .meta({ id: 'ServerSetting' });

export const serverSettingsSchema = z
  .object({
    data: z.array(serverSettingSchema),
    config_file: text.meta({ description: 'Where values are kept; null: this server keeps none.' }),
    restart_required: z.boolean().meta({ description: 'Whether something waits for it.' }),
  })
  .meta({ id: 'ServerSettings' });

export const changeSettingsSchema = z
  .strictObject({
    values: z.record(z.string().max(64), z.string().max(4_096).nullable()).meta({
      description: 'By name, as text; null gives a setting back its default.',
    }),
  })
  .meta({ id: 'ChangeSettingsRequest' });

export type SettingOrigin = (typeof settingOrigins)[number];
export type FixedReason = (typeof fixedReasons)[number];
export type ServerSetting = z.infer<typeof serverSettingSchema>;
export type ServerSettings = z.infer<typeof serverSettingsSchema>;
export type ChangeSettingsRequest = z.input<typeof changeSettingsSchema>;

/** How the server is set up, the same wherever it is asked. */
export interface ServerSettingVerbs {
  list(): Promise<ServerSettings>;
  /** Kept for the next start. */
  change(request: ChangeSettingsRequest): Promise<ServerSettings>;
}
