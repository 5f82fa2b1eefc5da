using System.Text;
using CsCheck;
using PrivateLink.Protocol.Tls;
using Xunit;

namespace PrivateLink.Tests.Protocol.Tls;

public class ServerNameTests
{
    private static readonly string Label63 = new('a', 63);
    private static readonly string Name253 = $"{Label63}.{Label63}.{Label63}.{new string('a', 61)}";

    public static TheoryData<string, string> Names => new()
    {
        { "megacorp.my-saas.io", "megacorp.my-saas.io" },
        { "MegaCorp.My-SaaS.IO", "megacorp.my-saas.io" },
        { "megacorp.my-saas.io.", "megacorp.my-saas.io" },
        { "localhost", "localhost" },
        { "a", "a" },
        { "_acme.my_saas.io", "_acme.my_saas.io" },
        { "-a-.b", "-a-.b" },
        { "xn--bcher-kva.example", "xn--bcher-kva.example" },
        { "1.2.3.4.example", "1.2.3.4.example" },
        { "0x7f.example", "0x7f.example" },
        { Label63 + ".io", Label63 + ".io" },
        { Name253, Name253 },
        { Name253 + ".", Name253 },
    };

    public static TheoryData<string> NoNames =>
    [
        "", ".", "..", ".io", "a..b", "a..", "a.b..", // empty labels; one trailing dot is allowed, two are not
        "a b.io", "a\tb", "a\0.io", "megacorp.my-saas.io\0", "megacorp.my-saas.io\0.evil.example", // characters at which C strings or logs would cut
        "a/b", "a:443", "*.my-saas.io", "a@b", "a%2eb", "a,b", "a\r\nb", "a\u007F", "b\u00FCcher.example", "\u00FF",
        "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7F.0.0.1", "0177.0.0.1", "017700000001", "1.2.3.4.5", "256.256.256.256", "999", // IP literals in unusual notations
        "megacorp.1", "megacorp.0x", "megacorp.0xff", "megacorp.my-saas.io.127.0.0.1",
        "127.0.0.1", "10.0.0.1.", "255.255.255.255", "::1", "[::1]", "2001:db8::1", "fe80::1%eth0", "::ffff:1.2.3.4", // IP literals
        new string('a', 64), new string('a', 64) + ".io", "a." + new string('b', 64), Name253 + "a", Name253 + "a.", new string('a', 255),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void TryNormalize_HostName_IsLowerCasedWithoutItsTrailingDot(string sent, string expected)
    {
        Span<char> normalized = stackalloc char[ServerName.MaximumLength];

        Assert.True(ServerName.TryNormalize(Encoding.Latin1.GetBytes(sent), normalized, out var length));
        Assert.Equal(expected, normalized[..length].ToString());
        Assert.True(ServerName.TryNormalize(sent, out var text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [MemberData(nameof(NoNames))]
    public void TryNormalize_NoHostName_IsRefused(string sent)
    {
        Span<char> normalized = stackalloc char[ServerName.MaximumLength];

        Assert.False(ServerName.TryNormalize(Encoding.Latin1.GetBytes(sent), normalized, out _));
        Assert.False(ServerName.TryNormalize(sent, out _));
    }

    [Fact]
    public void TryNormalize_AnyBytes_ReturnsAndIsStable() =>
        Gen.Byte.Array[0, 300].Sample(sent =>
        {
            Span<char> normalized = stackalloc char[ServerName.MaximumLength];
            if (!ServerName.TryNormalize(sent, normalized, out var length)) return true;
            return ServerName.TryNormalize(normalized[..length], out var again) && normalized[..length].SequenceEqual(again);
        });

    [Fact]
    public void TryNormalize_AnyCase_MeansTheSameHost() =>
        Gen.Char["abzABZ019-_."].Array[1, 40].Select(characters => new string(characters)).Sample(name =>
        {
            var accepted = ServerName.TryNormalize(name, out var host);
            var acceptedInCapitals = ServerName.TryNormalize(name.ToUpperInvariant(), out var hostInCapitals);
            return accepted == acceptedInCapitals && host == hostInCapitals;
        });
}
