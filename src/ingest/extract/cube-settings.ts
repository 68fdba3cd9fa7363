import {
  type CubeSettings,
  cubeSettingsSchema,
  plainCubeSettings,
} from '../../model/cube-settings.js';
import { EVERY_CUBE } from '../../model/scope.js';
import type { Store } from '../../store/port.js';

/**
 * What holds in a cube; else what was set for every cube (under the name `*`), else the defaults. A
 * cube that is not there yet has set nothing.
 */
export async function readCubeSettings(
  { cubes, notes }: Pick<Store, 'cubes' | 'notes'>,
  { tenant, cube }: { tenant: number; cube: string },
): Promise<CubeSettings> {
  const states = await cubes.states(tenant, [...new Set([EVERY_CUBE, cube])]);
  const settings = await Promise.all(states.map(({ no }) => notes.cubeSettings(no)));
  const kept: object = Object.assign({}, ...settings);
  const { success, data } = cubeSettingsSchema.safeParse({ ...plainCubeSettings, ...kept, cube });
  // What an older or newer version has kept otherwise must not stop a write.
  return success ? data : { ...plainCubeSettings, cube };
}
