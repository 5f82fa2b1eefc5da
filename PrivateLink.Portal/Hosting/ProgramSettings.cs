using Microsoft.Extensions.Configuration.Json;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// The settings files that lie beside the program count wherever it is started; those of the content root, the environment and the command line
/// go before them. Paths in settings stay relative to the content root: a database must not move because the program is found elsewhere.
/// </summary>
internal static class ProgramSettings
{
    public static void AddSettingsBesideTheProgram(this WebApplicationBuilder builder)
    {
        var (folder, sources) = (AppContext.BaseDirectory, ((IConfigurationBuilder)builder.Configuration).Sources);
        if (Path.TrimEndingDirectorySeparator(folder) == Path.TrimEndingDirectorySeparator(builder.Environment.ContentRootPath)) return;
        var first = sources.TakeWhile(source => source is not JsonConfigurationSource).Count();
        foreach (var name in (string[])[$"appsettings.{builder.Environment.EnvironmentName}.json", "appsettings.json"])
        {
            var source = new JsonConfigurationSource { Path = Path.Combine(folder, name), Optional = true };
            source.ResolveFileProvider();
            sources.Insert(first, source);
        }
    }
}
