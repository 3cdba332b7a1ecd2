"""A passkey in software: what a browser and its authenticator send, and what forgers would."""

import base64
import hashlib
import json
import os
import struct
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

ORIGIN, SITE = "http://testserver", "testserver"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
BEGIN, ANSWER = "/accounts/login/passkey/begin/", "/accounts/login/passkey/"
ADD_BEGIN, ADD = "/accounts/factors/passkey/begin/", "/accounts/factors/passkey/add/"


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Key:
    """Each field is as an honest authenticator has it, unless a test says otherwise."""

    origin: str = ORIGIN
    site: str = SITE
    flags: int = PRESENT | VERIFIED
    counter: int = 1
    id: bytes = field(default_factory=lambda: os.urandom(32))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def _client_data(self, what: str, challenge: str) -> bytes:
        said = {"type": what, "challenge": challenge, "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _seen(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _sent(self, **response: str) -> dict:
        return {
            "id": text(self.id),
            "rawId": text(self.id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }

    def made(self, challenge: str) -> dict:
        """Return what a browser sends of a new passkey."""
        numbers = self.secret.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1}
        public |= {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        about = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        seen = self._seen(self.flags | ATTESTED) + about
        attestation = {"fmt": "none", "attStmt": {}, "authData": seen}
        return self._sent(
            clientDataJSON=text(self._client_data("webauthn.create", challenge)),
            attestationObject=text(cbor2.dumps(attestation)),
        )

    def signed(self, challenge: str) -> dict:
        """Return what a browser sends when somebody comes in with the passkey."""
        self.counter += 1
        client, seen = self._client_data("webauthn.get", challenge), self._seen(self.flags)
        signed = seen + hashlib.sha256(client).digest()
        return self._sent(
            clientDataJSON=text(client),
            authenticatorData=text(seen),
            signature=text(self.secret.sign(signed, ec.ECDSA(hashes.SHA256()))),
        )


def challenge(client: Client, address: str = BEGIN) -> str:
    return client.post(address).json()["challenge"]


def send(client: Client, address: str, passkey: object, **more: str):
    body = json.dumps({"passkey": passkey, **more})
    return client.post(address, body, content_type="application/json")


def add(client: Client, key: Key, name: str = "Telephone"):
    return send(client, ADD, key.made(challenge(client, ADD_BEGIN)), name=name)


def come_in(client: Client, key: Key, **more: str):
    return send(client, ANSWER, key.signed(challenge(client)), **more)
