// Webhooks by mem0's own MemoryClient, told to a receiver that listens.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param client a MemoryClient with an admin key of the server
 * @param isNew whether it reads answers in camel case
 * @param report `step(method, title, work)`
 */
export async function webhooks(client, isNew, report) {
  const got = [];
  const receive = async (request, response) => {
    got.push({ headers: request.headers, body: await json(request) });
    response.end();
  };
  const receiver = createServer((request, response) => void receive(request, response));
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const url = `http://127.0.0.1:${receiver.address().port}/hook`;
  const idOf = (webhook) => webhook[isNew ? 'webhookId' : 'webhook_id'];
  const typesOf = (webhook) => webhook[isNew ? 'eventTypes' : 'event_types'];
  let made;
  await report.step('createWebhook', 'createWebhook, and it is told what is added', async () => {
    made = await client.createWebhook({ name: 'here', url, eventTypes: ['memory_add'] });
    assert.deepEqual([made.name, made.url, typesOf(made)], ['here', url, ['memory_add']]);
    const said = [{ role: 'user', content: 'Dora keeps bees.' }];
    await client.add(said, isNew ? { userId: 'dora' } : { user_id: 'dora' });
    for (let n = 0; n < 200 && got.length === 0; n++) await sleep(50);
    const [{ headers, body }] = got;
    assert.match(headers['webhook-signature'], /^v1,/);
    const { id, ...told } = body.event_details;
    assert.deepEqual(told, { data: { memory: 'Dora keeps bees.' }, event: 'ADD' });
    return id;
  });
  await report.step('getWebhooks', 'getWebhooks', async () => {
    const all = await client.getWebhooks();
    assert.deepEqual(all.map(idOf), [idOf(made)]);
    return all.length;
  });
  await report.step('updateWebhook', 'updateWebhook', async () => {
    const eventTypes = ['memory_delete'];
    await client.updateWebhook({ webhookId: idOf(made), name: 'there', url, eventTypes });
    const [webhook] = await client.getWebhooks();
    assert.deepEqual([webhook.name, typesOf(webhook)], ['there', eventTypes]);
    return webhook.name;
  });
  await report.step('deleteWebhook', 'deleteWebhook', async () => {
    const { message } = await client.deleteWebhook({ webhookId: idOf(made) });
    assert.deepEqual(await client.getWebhooks(), []);
    return message;
  });
  receiver.closeAllConnections();
  receiver.close();
}
