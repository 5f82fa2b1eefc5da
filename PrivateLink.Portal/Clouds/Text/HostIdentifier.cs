using System.Security.Cryptography;
using System.Text;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>
/// A host or zone as an identifier of another language. It depends on the name alone, so that a resource keeps its identifier when
/// hosts come and go, and different names have different identifiers.
/// </summary>
/// <remarks>A name has no empty label, and no label begins or ends with a dash: what stands for a dot or a dash is therefore read back in one way only.</remarks>
public static class HostIdentifier
{
    /// <summary>Of Terraform: <c>megacorp_my-saas_io</c>.</summary>
    public static string Terraform(string name) => Write(name, dot: "_", dash: "-", first: "_");

    /// <summary>Of Bicep: <c>megacorp_my__saas_io</c>.</summary>
    public static string Bicep(string name) => Write(name, dot: "_", dash: "__", first: "_");

    /// <summary>Of CloudFormation, which takes letters and digits only: <c>megacorpDotmyDashsaasDotio</c>.</summary>
    public static string CloudFormation(string name) => Write(name, dot: "Dot", dash: "Dash", first: "");

    /// <summary>Of letters, digits and dashes, and no longer than a DNS label: <c>pl-megacorp-my--saas-io</c>.</summary>
    public static string Label(string name)
    {
        const int Longest = 63;
        var text = "pl-" + Write(name, dot: "-", dash: "--", first: "");
        return text.Length <= Longest ? text : $"{text[..(Longest - Digest(name).Length - 1)].TrimEnd('-')}-{Digest(name)}";
    }

    /// <param name="name">The name; a wildcard begins with <c>*</c>.</param>
    /// <param name="dot">Stands for a dot.</param>
    /// <param name="dash">Stands for a dash.</param>
    /// <param name="first">Stands before a digit where an identifier must not begin with one.</param>
    private static string Write(string name, string dot, string dash, string first)
    {
        var text = new StringBuilder();
        foreach (var character in name.ToLowerInvariant())
            switch (character)
            {
                case '.': text.Append(dot); break;
                case '-': text.Append(dash); break;
                // Names are lower-case here, so that no host reads like this.
                case '*' when text.Length == 0: text.Append("Any"); break;
                case var plain when char.IsAsciiLetterOrDigit(plain): text.Append(plain); break;
                default: return "host" + Digest(name);
            }
        return text.Length == 0 ? "host" + Digest(name) : (char.IsAsciiDigit(text[0]) ? first : "") + text;
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}
