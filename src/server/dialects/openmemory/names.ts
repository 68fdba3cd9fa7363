import { z } from 'zod';
import { ownScope } from '../../../model/fields.js';
import { validate } from '../../../model/validate.js';
import type { ServerContext } from '../../served.js';

const namesSchema = z.strictObject({
  client: ownScope.app_id.unwrap(),
  user: ownScope.user_id.unwrap(),
});

/** The program and the user that a URL names; `*` is nobody. */
export function namesInPath(context: ServerContext): z.output<typeof namesSchema> {
  return validate(namesSchema, {
    client: context.req.param('client'),
    user: context.req.param('user'),
  });
}
