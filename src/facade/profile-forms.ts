import { readSchema } from '../lifecycle/forms/read-schema.js';
import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { plainProfileForm, type ProfileForm, profileFormSchema } from '../model/profile-form.js';
import { EVERY_CUBE } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { Store } from '../store/port.js';

const SETTING = 'profile_form';

/** By which form the users of a tenant have their profiles. */
export class ProfileForms {
  readonly #store: Pick<Store, 'cube' | 'cubes' | 'notes'>;
  readonly #clock: Clock;

  constructor({ store, clock }: { store: Pick<Store, 'cube' | 'cubes' | 'notes'>; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  async settings({ tenant, access }: Caller = LOCAL): Promise<ProfileForm> {
    requireScope(access, 'read');
    const [state] = await this.#store.cubes.states(tenant, [EVERY_CUBE]);
    const kept = state && (await this.#store.notes.cubeSettings(state.no))[SETTING];
    // What a newer version has kept otherwise must not stop a read.
    return profileFormSchema.safeParse(kept).data ?? plainProfileForm;
  }

  /** Changes what is given. */
  async set(patch: Partial<ProfileForm>, caller: Caller = LOCAL): Promise<ProfileForm> {
    requireScope(caller.access, 'write');
    requireWhole(caller.access);
    const settings = {
      ...(await this.settings(caller)),
      ...validate(profileFormSchema.partial(), patch),
    };
    if (settings.schema !== null) readSchema(settings.schema);
    const no = await this.#store.cube(caller.tenant, EVERY_CUBE, this.#clock());
    await this.#store.notes.setCubeSetting(no, SETTING, settings);
    return settings;
  }
}
