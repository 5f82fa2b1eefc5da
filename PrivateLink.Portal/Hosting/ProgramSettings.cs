using Microsoft.Extensions.Configuration.Json;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Loads the settings files beside the program, wherever it is started. The files of the content root, the environment and the command line override
/// them. Paths in settings stay relative to the content root, because a database must not move when the program does.
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
