"""These tell when a private name of aiortc or aioice has moved: then media/inside.py is to be looked at."""

import asyncio
from importlib.metadata import version

import pylibsrtp
import pytest
from aioice import stun
from aioice.ice import Connection, StunProtocol
from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection
from pylibsrtp._binding import lib

from sanxiang.lines.embedded.media.inside import Cipher, NotAuthentic, Pipe, use_network
from sanxiang.lines.embedded.media.settings import Host, MediaSettings
from sanxiang.lines.embedded.media.sockets import UdpTransport


async def gathered(settings):
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    transceiver = peer.addTransceiver("audio", "sendrecv")
    Pipe(transceiver, 77, on_rtp=print, on_rtcp=print)
    use_network(peer, settings)
    await peer.setLocalDescription()
    return peer, transceiver


def test_the_versions_are_those_that_were_looked_into():
    assert version("aiortc") == "1.16.0"
    assert version("aioice").startswith("0.13.")
    assert version("pylibsrtp").startswith("1.")


def test_the_cipher_is_that_of_pylibsrtp_and_refuses_what_is_not_authentic():
    policy = pylibsrtp.Policy(key=bytes(range(30)), ssrc_type=pylibsrtp.Policy.SSRC_ANY_OUTBOUND)
    other = pylibsrtp.Policy(key=bytes(range(30)), ssrc_type=pylibsrtp.Policy.SSRC_ANY_INBOUND)
    packet = b"\x80\x00\x00\x01" + bytes(8) + b"voice" * 32
    sealed = Cipher(pylibsrtp.Session(policy)).run(lib.srtp_protect, packet)
    assert sealed == pylibsrtp.Session(policy).protect(packet) != packet
    opened = Cipher(pylibsrtp.Session(other))
    assert opened.run(lib.srtp_unprotect, sealed) == packet
    for wrong in (sealed, sealed[:-1] + b"?", bytes(2048), b""):
        with pytest.raises(NotAuthentic):
            opened.run(lib.srtp_unprotect, wrong)


async def test_the_private_names_are_where_they_were():
    peer, transceiver = await gathered(MediaSettings(hosts=(Host("127.0.0.1", "127.0.0.1"),)))
    dtls = transceiver.receiver.transport
    ice = dtls.transport._connection
    assert isinstance(ice, Connection)
    for owner, names in (
        (dtls, ("_rx_srtp", "_tx_srtp", "_handle_rtp_data", "_handle_rtcp_data")),
        (ice, ("_nominated", "_protocols", "get_component_candidates", "stun_server")),
        (transceiver.sender, ("_ssrc", "send")),
        (transceiver.receiver, ("receive",)),
    ):
        for name in names:
            assert hasattr(owner, name), name
    assert isinstance(ice._protocols[0], StunProtocol)
    assert isinstance(ice._protocols[0].transport, UdpTransport)
    assert "a=ssrc:77 " in peer.localDescription.sdp
    await peer.close()


async def test_addresses_ports_and_translation_are_ours_to_choose():
    settings = MediaSettings(
        hosts=(Host("203.0.113.5", "127.0.0.1"), Host("192.0.2.1", "192.0.2.1")), ports=(42000, 42010)
    )
    peer, _ = await gathered(settings)
    candidates = [line for line in peer.localDescription.sdp.splitlines() if "candidate:" in line]
    assert len(candidates) == 1  # 192.0.2.1 is not this machine's
    _, _, _, _, address, port, *_ = candidates[0].split()
    assert address == "203.0.113.5"
    assert 42000 <= int(port) <= 42010
    await peer.close()


async def test_a_range_that_is_used_up_gives_no_address_rather_than_a_port_outside():
    settings = MediaSettings(hosts=(Host("127.0.0.1", "127.0.0.1"),), ports=(42020, 42021))
    peers = [(await gathered(settings))[0] for _ in range(3)]
    found = ["a=candidate" in peer.localDescription.sdp for peer in peers]
    assert found == [True, True, False]
    for peer in peers:
        await peer.close()


class StunServer(asyncio.DatagramProtocol):
    """Says to everybody that they come from 198.51.100.7."""

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        asked = stun.parse_message(data)
        reply = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction_id=asked.transaction_id)
        reply.attributes["XOR-MAPPED-ADDRESS"] = ("198.51.100.7", addr[1])
        self.transport.sendto(bytes(reply), addr)


async def test_an_address_behind_a_router_is_learnt_from_the_stun_server():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(StunServer, local_addr=("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    peer = await behind(f"stun:127.0.0.1:{port}")
    assert " 198.51.100.7 " in peer.localDescription.sdp
    transport.close()
    await peer.close()


async def test_a_stun_server_that_is_away_delays_little_and_hinders_nothing(monkeypatch):
    monkeypatch.setattr("sanxiang.lines.embedded.media.inside.STUN_TIMEOUT_S", 0.1)
    peer = await behind("stun:127.0.0.1:9")
    assert " 127.0.0.1 " in peer.localDescription.sdp
    assert "srflx" not in peer.localDescription.sdp
    await peer.close()


async def behind(server):
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[RTCIceServer(urls=server)]))
    peer.addTransceiver("audio", "sendrecv")
    use_network(peer, MediaSettings(hosts=(Host("127.0.0.1", "127.0.0.1"),)))
    await peer.setLocalDescription()
    return peer
