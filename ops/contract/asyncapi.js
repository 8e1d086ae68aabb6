// Fails on whatever @asyncapi/parser finds in a document: nothing is waived.
const {readFileSync} = require('node:fs');
const {Parser} = require('@asyncapi/parser');

new Parser().parse(readFileSync(process.argv[2], 'utf8')).then(({diagnostics}) => {
  diagnostics.forEach(({code, message, path}) => console.error(`asyncapi: ${code} at ${path.join('/')}: ${message}`));
  console.log(`asyncapi: ${diagnostics.length} findings`);
  process.exit(diagnostics.length === 0 ? 0 : 1);
});
