using Microsoft.Extensions.Options;
using MimeKit;

namespace PrivateLink.Portal.Mail;

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    private const int HighestPort = 65_535;

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(MailOptions options)
    {
        if (options.Host is null) yield break;
        if (options.Port is < 1 or > HighestPort) yield return $"Mail:Port: {options.Port} is not a port from 1 to {HighestPort}. Example: 587.";
        if (!MailboxAddress.TryParse(options.From, out _)) yield return "Mail:From: required with Mail:Host. Example: PrivateLink <privatelink@my-saas.io>.";
        if (options.User is null != options.Password is null) yield return "Mail:User and Mail:Password: set both or neither.";
    }
}
