// An independent ActivityPub server on the published Fedify library, for the interoperability tests: plain HTTP on loopback.
//
//   PORT=8871 node peer.mjs           its only actor is http://localhost:8871/users/camille
//   GET  /log                         the activities that it received, oldest first
//   POST /do {"act": …, "id": …}      lookup | follow | unfollow | like | boost | unboost | note | reply | edit | delete | private
//
// `id` is the actor or the object that the act is about; `text` what a note says; `about` the id of an own note. The answer
// to an act has the ids that it made. Fedify checks signatures (RFC 9421, then draft-cavage), ids and origins by itself.
import { createServer } from 'node:http'
import { Temporal } from '@js-temporal/polyfill'
import { createFederation, generateCryptoKeyPair, InProcessMessageQueue, MemoryKvStore } from '@fedify/fedify'
import * as V from '@fedify/fedify/vocab'

const PORT = Number(process.env.PORT)
const BASE = `http://localhost:${PORT}`
const ME = 'camille'
const keys = [await generateCryptoKeyPair('RSASSA-PKCS1-v1_5'), await generateCryptoKeyPair('Ed25519')]
const log = []
const followers = new Map()
const notes = new Map()
let count = 0

const federation = createFederation({ kv: new MemoryKvStore(), queue: new InProcessMessageQueue(), allowPrivateAddress: true, origin: BASE })

federation.setActorDispatcher('/users/{identifier}', async (context, identifier) => {
  if (identifier !== ME) return null
  const pairs = await context.getActorKeyPairs(identifier)
  return new V.Person({
    id: context.getActorUri(identifier), preferredUsername: identifier, name: 'Camille Exemple',
    inbox: context.getInboxUri(identifier), followers: context.getFollowersUri(identifier),
    endpoints: new V.Endpoints({ sharedInbox: context.getInboxUri() }),
    publicKey: pairs[0].cryptographicKey, assertionMethods: pairs.map(pair => pair.multikey),
  })
}).setKeyPairsDispatcher(async () => keys)

federation.setFollowersDispatcher('/users/{identifier}/followers', async () => ({ items: [...followers.values()] }))
federation.setObjectDispatcher(V.Note, '/notes/{id}', async (_context, { id }) => notes.get(id) ?? null)
federation.setNodeInfoDispatcher('/nodeinfo/2.1', async () => ({
  software: { name: 'interop-peer', version: '0.0.1' }, protocols: ['activitypub'],
  usage: { users: { total: 1 }, localPosts: 0, localComments: 0 },
}))

const keep = async activity => log.push(await activity.toJsonLd({ format: 'compact' }))
federation.setInboxListeners('/users/{identifier}/inbox', '/inbox').setSharedKeyDispatcher(() => ({ identifier: ME }))
  .on(V.Activity, async (_context, activity) => { await keep(activity) })
  .onError((_context, error) => { log.push({ error: String(error) }) })

function noteOf(context, { id, actor, target, text, replyTo, isPrivate, mention }) {
  const people = target.actor ? [target.actor] : []
  return new V.Note({
    id, attribution: actor, content: `<p>${text}</p>`, published: Temporal.Now.instant(),
    replyTarget: replyTo ?? null,
    tos: isPrivate ? people : [V.PUBLIC_COLLECTION],
    ccs: isPrivate ? [] : [context.getFollowersUri(ME), ...people],
    tags: mention ? people.map(href => new V.Mention({ href, name: '@page' })) : [],
  })
}

async function act(what, { id, text, about }) {
  const context = federation.createContext(new URL(BASE))
  const documentLoader = await context.getDocumentLoader({ identifier: ME })
  const found = await context.lookupObject(id, { documentLoader })
  if (!found) return { error: `not found: ${id}` }
  if (what === 'lookup') return await found.toJsonLd({ format: 'compact' })
  const owner = found.inboxId ? found : await found.getAttribution({ documentLoader })
  const actor = context.getActorUri(ME)
  const number = String(++count)
  const uri = new URL(`${BASE}/acts/${number}`)
  const noteId = new URL(`${BASE}/notes/${number}`)
  const audience = { tos: [V.PUBLIC_COLLECTION], ccs: [owner.id] }
  const say = extra => {
    const note = noteOf(context, { id: noteId, actor, target: { actor: owner.id }, text: text ?? 'Bonjour', mention: true, ...extra })
    notes.set(number, note)
    return new V.Create({ id: uri, actor, object: note, tos: note.toIds, ccs: note.ccIds })
  }
  const mine = () => notes.get(new URL(about).pathname.split('/').pop())
  const acts = {
    follow: () => new V.Follow({ id: uri, actor, object: found.id }),
    unfollow: () => new V.Undo({ id: uri, actor, object: new V.Follow({ id: new URL(about), actor, object: found.id }) }),
    like: () => new V.Like({ id: uri, actor, object: found.id }),
    boost: () => new V.Announce({ id: uri, actor, object: found.id, ...audience }),
    unboost: () => new V.Undo({ id: uri, actor, object: new V.Announce({ id: new URL(about), actor, object: found.id, ...audience }) }),
    note: () => say({}),
    reply: () => say({ replyTo: found.id }),
    private: () => say({ isPrivate: true }),
    edit: () => {
      const edited = mine().clone({ content: `<p>${text}</p>`, updated: Temporal.Now.instant() })
      notes.set(edited.id.pathname.split('/').pop(), edited)
      return new V.Update({ id: uri, actor, object: edited, ...audience })
    },
    delete: () => new V.Delete({ id: uri, actor, object: new V.Tombstone({ id: mine().id }), ...audience }),
  }
  const activity = acts[what]()
  await context.sendActivity({ identifier: ME }, owner, activity, { immediate: true })
  return { id: uri.href, note: noteId.href }
}

createServer(async (request, response) => {
  const url = new URL(request.url, BASE)
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const send = (value, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(value))
  }
  try {
    if (url.pathname === '/log') return send(log)
    if (url.pathname === '/do') {
      const asked = JSON.parse(body)
      return send(await act(asked.act, asked))
    }
    const answer = await federation.fetch(
      new Request(url, { method: request.method, headers: request.headers, body: body.length ? body : undefined }), { contextData: undefined })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  } catch (error) {
    send({ error: String(error), cause: String(error.cause ?? '') }, 500)
  }
}).listen(PORT, '127.0.0.1', () => console.log(`ready ${BASE}/users/${ME}`))
