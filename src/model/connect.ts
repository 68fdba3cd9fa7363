import { z } from 'zod';

/** How clients are connected to this server: what a person copies, or clicks. */

/** Stands for a key in what is answered. */
export const KEY_PLACEHOLDER = 'tlv_YOUR_KEY';

const words = z.object({ en: z.string(), zh: z.string() });

export const connectRequestSchema = z
  .strictObject({
    base_url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional()
      .meta({ description: 'By which address the server is reached. Default: of this request.' }),
  })
  .meta({ id: 'ConnectRequest' });

export const connectClientSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    command: z
      .string()
      .nullable()
      .meta({ description: 'Puts the entry into the file of the client.' }),
    snippet: z
      .object({
        format: z.string().meta({ description: 'json, jsonc, yaml or toml.' }),
        file: z.string().meta({ description: 'Where it usually lies; ~ is the home folder.' }),
        text: z.string(),
      })
      .nullable(),
    link: z
      .object({
        url: z.string().meta({ description: 'Opens the client, which asks before it adds.' }),
        page: z.string().nullable().meta({ description: 'The same by way of a web page.' }),
      })
      .nullable()
      .meta({ description: 'Without a key: links are copied, sent and kept.' }),
    next: words.nullable().meta({ description: 'What to do in the client afterwards.' }),
    steps: z.array(words).meta({ description: 'For clients that are set up in their own pages.' }),
  })
  .meta({ id: 'ConnectClient' });

export const connectResultSchema = z
  .object({
    base_url: z.string(),
    mcp_url: z.string(),
    needs_key: z.boolean(),
    key_placeholder: z.string().meta({ description: 'Stands where a key belongs.' }),
    clients: z.array(connectClientSchema),
  })
  .meta({ id: 'ConnectResult' });

export type ConnectRequest = z.infer<typeof connectRequestSchema>;
export type ConnectClient = z.infer<typeof connectClientSchema>;
export type ConnectResult = z.infer<typeof connectResultSchema>;

/** Knows the clients; handed in by whoever starts the server. */
export type ConnectGuide = (to: { baseUrl: string; needsKey: boolean }) => Promise<ConnectClient[]>;
