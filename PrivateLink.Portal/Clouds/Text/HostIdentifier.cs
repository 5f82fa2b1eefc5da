using System.Security.Cryptography;
using System.Text;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>
/// Turns a host or zone into an identifier of another language. The identifier depends only on the name, so it stays the same when other hosts are
/// added or removed. Different names have different identifiers.
/// </summary>
/// <remarks>A name has no empty label, and no label begins or ends with a dash. So the replacements for dots and dashes are unambiguous.</remarks>
public static class HostIdentifier
{
    /// <summary>For Terraform: <c>megacorp_my-saas_io</c>.</summary>
    public static string Terraform(string name) => Write(name, dot: "_", dash: "-", first: "_");

    /// <summary>For Bicep: <c>megacorp_my__saas_io</c>.</summary>
    public static string Bicep(string name) => Write(name, dot: "_", dash: "__", first: "_");

    /// <summary>For CloudFormation, which accepts only letters and digits: <c>megacorpDotmyDashsaasDotio</c>.</summary>
    public static string CloudFormation(string name) => Write(name, dot: "Dot", dash: "Dash", first: "");

    /// <summary>Letters, digits and dashes, no longer than a DNS label: <c>pl-megacorp-my--saas-io</c>.</summary>
    public static string Label(string name)
    {
        const int Longest = 63;
        var text = "pl-" + Write(name, dot: "-", dash: "--", first: "");
        return text.Length <= Longest ? text : $"{text[..(Longest - Digest(name).Length - 1)].TrimEnd('-')}-{Digest(name)}";
    }

    /// <param name="name">The name. A wildcard begins with <c>*</c>.</param>
    /// <param name="dot">Replaces a dot.</param>
    /// <param name="dash">Replaces a dash.</param>
    /// <param name="first">Added before a digit if an identifier must not begin with one.</param>
    private static string Write(string name, string dot, string dash, string first)
    {
        var text = new StringBuilder();
        foreach (var character in name.ToLowerInvariant())
            switch (character)
            {
                case '.': text.Append(dot); break;
                case '-': text.Append(dash); break;
                // Names are lower-case, so no host has this text.
                case '*' when text.Length == 0: text.Append("Any"); break;
                case var plain when char.IsAsciiLetterOrDigit(plain): text.Append(plain); break;
                default: return "host" + Digest(name);
            }
        return text.Length == 0 ? "host" + Digest(name) : (char.IsAsciiDigit(text[0]) ? first : "") + text;
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}
