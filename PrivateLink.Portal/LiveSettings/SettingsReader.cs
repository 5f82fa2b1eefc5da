using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Hosting;
using PrivateLink.Portal.Secrets;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.LiveSettings;

/// <summary>Reads all settings as a process that starts now would, and checks them as it would. Nothing of that process starts.</summary>
/// <param name="build">Builds such a process.</param>
internal sealed class SettingsReader(Func<WebApplication> build)
{
    public async Task<ReadSettings> ReadAsync()
    {
        try
        {
            await using var portal = build();
            List<string> problems = [.. SettingsCheck.Problems(portal.Services)];
            var (certificate, problem) = PortalCertificate.Read(portal.Configuration, portal.Environment.ContentRootPath);
            if (problem is not null) problems.Add(problem);
            return problems.Count > 0
                ? new(problems)
                : new([])
                {
                    Reading = new([.. EffectiveSettings.Of(portal.Configuration, SettingsCheck.Sections)], SettingValues.Of(portal.Configuration, SettingsCheck.Sections)),
                    Engine = portal.Services.GetRequiredService<IOptions<EngineOptions>>().Value,
                    Certificate = certificate,
                };
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            return new([$"{exception.Message.TrimEnd('.')}: {exception.GetBaseException().Message}"]);
        }
    }
}

/// <summary>What was read.</summary>
/// <param name="Problems">What is wrong, one sentence each. If anything is, nothing else is here.</param>
internal sealed record ReadSettings(IReadOnlyList<string> Problems)
{
    public SettingsReading? Reading { get; init; }

    public EngineOptions? Engine { get; init; }

    /// <summary>The portal's certificate; null if the settings name no file.</summary>
    public ServerCertificate? Certificate { get; init; }
}
