// Old syntax only: this file must run, and explain itself, on the Node.js versions it refuses.
var required = [20, 19];
var found = process.versions.node.split('.').map(Number);

if (found[0] < required[0] || (found[0] === required[0] && found[1] < required[1])) {
  console.error(
    'Tulving needs Node.js ' +
      required.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.\nInstall a current version (nodejs.org, nvm, fnm, your package manager) and run the command again.',
  );
  process.exit(1);
}

// Makes it a module for every tool that reads it.
export {};
