import { BlockList, isIP } from 'node:net';

/** Networks that are not the public Internet: IANA's registries of special-purpose addresses. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT, and the metadata of Alibaba Cloud
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local, and the metadata of most clouds
  '172.16.0.0/12',
  '192.0.0.0/24', // protocol assignments, and the metadata of Oracle Cloud
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32', // the host of a machine at Azure
];

/** Of IPv6 only this is public, */
const global6 = '2000::/3';
/** without these: protocols (Teredo), documentation, and 6to4, which holds an address of IPv4. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

/**
 * Whether an address leads to the public Internet. Addresses of IPv4 inside of IPv6 (mapped, NAT64,
 * 6to4) do not: they would reach what the IPv4 address is refused for.
 */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !blocked4.check(address, 'ipv4');
  return version === 6 && global.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

/** Networks such as `10.1.0.0/16`, and single addresses. @throws RangeError */
export function networksOf(list: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const entry of list) {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    const most = version === 6 ? 128 : 32;
    const length = bits === undefined ? most : Number(bits);
    const isNetwork = version !== 0 && bits !== '' && Number.isInteger(length);
    if (!isNetwork || length < 0 || length > most)
      throw new RangeError('networks such as 10.1.0.0/16');
    networks.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
  }
  return networks;
}

/** Whether a list that was made by `networksOf` has an address; one mapped into IPv6 is the other. */
export function hasAddress(networks: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && networks.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

const blocked4 = networksOf(special4);
const blocked6 = networksOf(special6);
const global = networksOf([global6]);
