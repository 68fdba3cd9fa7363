// Loaded before anything else (`node --import`), so that a Linux process takes itself for another.
// Only what is asked by name changes: separators of paths stay those of POSIX.
const platform = process.env['SIMULATED_PLATFORM'];
if (platform) Object.defineProperty(process, 'platform', { value: platform });
