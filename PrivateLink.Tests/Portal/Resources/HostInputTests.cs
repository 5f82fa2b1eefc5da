using PrivateLink.Portal.Resources;
using Xunit;

namespace PrivateLink.Tests.Portal.Resources;

public class HostInputTests
{
    private static readonly string Label63 = new('a', 63);

    public static TheoryData<string, string> Accepted => new()
    {
        { "megacorp.my-saas.io", "megacorp.my-saas.io" },
        { "  MegaCorp.My-SaaS.io ", "megacorp.my-saas.io" },
        { "megacorp.my-saas.io.", "megacorp.my-saas.io" },
        { "*.my-saas.io", "*.my-saas.io" },
        { "*.My-SaaS.io.", "*.my-saas.io" },
        { "_service.my-saas.io", "_service.my-saas.io" },
        { "bücher.example", "xn--bcher-kva.example" },
        { $"{Label63}.my-saas.io", $"{Label63}.my-saas.io" },
        { Long(253), Long(253) },
        { "*." + Long(251), "*." + Long(251) },
    };

    public static TheoryData<string?, string> Mistakes => new()
    {
        { null, "Type the host name that clients connect to, such as megacorp.my-saas.io." },
        { "   ", "Type the host name that clients connect to, such as megacorp.my-saas.io." },
        { "https://megacorp.my-saas.io/login", "This is a URL. Type only the host name: megacorp.my-saas.io." },
        { "https://", "This is a URL. Type only the host name, without the part before '://' and without a path." },
        { "10.0.0.1", "This is an IP address. Type the host name that clients ask for." },
        { "[2001:db8::1]", "This is an IP address. Type the host name that clients ask for." },
        { "megacorp.my-saas.io/login", "A host name has no path. Remove everything from the first '/'." },
        { "megacorp.my-saas.io:443", "Remove the port: a host is protected on every port of the engine." },
        { "ops@my-saas.io", "This is an email address. Type the host name that clients connect to." },
        { "megacorp.my-saas.io globex.my-saas.io", "A host name has no spaces. Type one name." },
        { "*", "A wildcard needs the suffix that it covers, such as *.my-saas.io." },
        { "*.", "A wildcard needs the suffix that it covers, such as *.my-saas.io." },
        { "a.*.my-saas.io", "A wildcard stands for one whole label at the start: *.my-saas.io." },
        { "*a.my-saas.io", "A wildcard stands for one whole label at the start: *.my-saas.io." },
        { "*.*.my-saas.io", "A wildcard stands for one whole label at the start: *.my-saas.io." },
        { "*.io", "*.io would cover names that belong to others. Type at least two parts after the wildcard, such as *.my-saas.io." },
        { "megacorp", "'megacorp' is only the first part of a name. Type the full host name, such as megacorp.my-saas.io." },
        { "megacorp..io", "The name has an empty part: two dots in a row, or a dot at the start." },
        { ".my-saas.io", "The name has an empty part: two dots in a row, or a dot at the start." },
        { "mega!corp.io", "'!' cannot be part of a host name. Letters, digits, '-' and '_' can." },
        { $"{Label63}a.io", $"'{Label63}a' has 64 characters. A part between dots has at most 63." },
        { Long(254), "The name has 254 characters. A host name has at most 253." },
        { "*." + Long(252), "The name has 252 characters. A host name has at most 253." },
        { "megacorp.123", "The last part of a host name cannot be a number." },
        { "x.claim.invalid", "Names under claim.invalid are reserved for proving ownership of private endpoints." },
        { "*.claim.invalid", "Names under claim.invalid are reserved for proving ownership of private endpoints." },
        { "xn--\u00fc.example", "'xn--\u00fc.example' cannot be written as a host name: a character in it is not allowed in domain names." },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Parse_HostName_IsNormalised(string typed, string host) => Assert.Equal(new HostInputResult(host, null), HostInput.Parse(typed));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsNamed(string? typed, string error) => Assert.Equal(new HostInputResult(null, error), HostInput.Parse(typed));

    private static string Long(int length)
    {
        var labels = string.Concat(Enumerable.Repeat("abcdefghi.", length / 10)) + new string('z', length % 10);
        return labels.EndsWith('.') ? labels[..^1] + "z" : labels;
    }
}
