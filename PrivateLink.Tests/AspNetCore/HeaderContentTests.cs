using PrivateLink.AspNetCore;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.AspNetCore;

/// <summary>The content of a header for a backend. Absent, present and malformed stay distinct.</summary>
public class HeaderContentTests
{
    private static readonly byte[] Authority = AuthorityTlv(TestPolicy.Host);

    private static readonly Dictionary<string, (byte[] Header, string Expected)> Cases = new()
    {
        ["all there"] = (IPv4(Authority, AwsTlv("vpce-08d2bf15fac5001c9")), "megacorp.my-saas.io via Aws:vpce-08d2bf15fac5001c9 from 192.0.2.1:1000 to 198.51.100.2:443"),
        ["IPv6, Azure"] = (
            Of(Proxy, TcpOverIPv6, IPv6Addresses, Authority, AzureTlv(553665985)),
            "megacorp.my-saas.io via Azure:553665985 from [2001:db8::1]:1000 to [2001:db8::2]:443"),
        ["no link"] = (IPv4(Authority), "megacorp.my-saas.io via none from 192.0.2.1:1000 to 198.51.100.2:443"),
        ["no authority"] = (IPv4(), "no host via none from 192.0.2.1:1000 to 198.51.100.2:443"),
        ["no addresses"] = (Of(Proxy, Unspecified, [], Authority), "megacorp.my-saas.io via none from nowhere to nowhere"),
        ["authority in capitals, with a dot"] = (IPv4(AuthorityTlv("MegaCorp.My-SaaS.io.")), "megacorp.my-saas.io via none from 192.0.2.1:1000 to 198.51.100.2:443"),
        ["another vendor's TLV"] = (IPv4(Authority, Tlv(0xEB, 1, 2)), "megacorp.my-saas.io via none from 192.0.2.1:1000 to 198.51.100.2:443"),
        ["LOCAL, with any content"] = (Of(Local, TcpOverIPv4, IPv4Addresses, Authority, AwsTlv("vpce-1")), "no host via none from nowhere to nowhere"),

        ["two authorities"] = (IPv4(Authority, AuthorityTlv("globex.my-saas.io")), "AuthorityMalformed"),
        ["the same authority twice"] = (IPv4(Authority, Authority), "AuthorityMalformed"),
        ["an empty authority"] = (IPv4(Tlv(0x02)), "AuthorityMalformed"),
        ["an authority with a NUL"] = (IPv4(AuthorityTlv("megacorp.my-saas.io\0.evil")), "AuthorityMalformed"),
        ["an authority with a port"] = (IPv4(AuthorityTlv("megacorp.my-saas.io:443")), "AuthorityMalformed"),
        ["an authority of 300 bytes"] = (IPv4(AuthorityTlv(new string('a', 300))), "AuthorityMalformed"),
        ["a broken link"] = (IPv4(Authority, Tlv(0xEE, 0x01, 0, 0)), "LinkMalformed"),
        ["two links"] = (IPv4(Authority, AwsTlv("vpce-1"), AwsTlv("vpce-2")), "LinkMalformed"),
        ["a wrong checksum"] = (IPv4(Authority, Tlv(0x03, 1, 2, 3, 4)), "Malformed"),
        ["TLVs beyond the header"] = (IPv4(TlvWithLength(0x02, 100, 1)), "Malformed"),
        ["too long"] = (WithLength(Proxy, TcpOverIPv4, 4081), "Malformed"),
        ["version 1"] = ("PROXY TCP4 192.0.2.1 198.51.100.2 1000 443\r\n"u8.ToArray(), "Missing"),
        ["a ClientHello"] = (Pair.Hello, "Missing"),
        ["HTTP"] = ("GET / HTTP/1.1\r\n"u8.ToArray(), "Missing"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Read_Header_SaysWhatItHoldsOrWhatIsWrong(string name)
    {
        var content = HeaderContent.Read(Cases[name].Header);
        Assert.NotNull(content);
        Assert.Equal(Cases[name].Expected, Text(content));
    }

    private static string Text(HeaderContent content) => content.Problem != HeaderProblem.None
        ? content.Problem.ToString()
        : $"{content.AuthorisedHost ?? "no host"} via {(content.LinkId is { } link ? $"{link.Cloud}:{link}" : "none")}"
            + $" from {content.Source?.ToString() ?? "nowhere"} to {content.Destination?.ToString() ?? "nowhere"}";
}
