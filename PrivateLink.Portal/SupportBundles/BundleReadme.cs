using System.Globalization;
using System.Text;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>The first file of a bundle: what is in it, what is missing and why, and what was left out.</summary>
internal static class BundleReadme
{
    public static string Of(IReadOnlyList<BundlePart> parts, DateTimeOffset time)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"PrivateLink support bundle of {time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n\n");
        text.Append("In this bundle:\n\n");
        foreach (var part in parts.Where(static part => part.Text is not null))
            text.Append(CultureInfo.InvariantCulture, $"  {part.Name,-22} {BundleContents.DescriptionOf(part.Name)}\n");

        text.Append("\nMissing:\n\n");
        foreach (var part in parts.Where(static part => part.Text is null))
            text.Append(CultureInfo.InvariantCulture, $"  {part.Name,-22} {part.Missing}\n");
        if (parts.All(static part => part.Text is not null)) text.Append("  nothing\n");

        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            Left out on purpose:

              {Redaction.Secret,-10} passwords, keys and tokens of the settings, wherever they occur, and text that looks like one
              {Redaction.Token,-10} long random texts, such as those of invitations and sessions
              {Redaction.Link,-10} link IDs: those of the policy, those that the log names, and text that looks like one of AWS or Alibaba Cloud
              {Redaction.Mail,-10} mail addresses

            The rows of the database, the connections, the policy's files, certificates and environment variables are not read.

            Still in it: names of hosts in log lines, names of upstreams, listeners and services, network addresses, folders, and numbers
            that stand for people and tenants. Read the files before you send them.

            """);
        return text.ToString();
    }
}
